// Package picture draws what the desk shows as pictures: systems as layered
// graphs, stories as timelines, figures as bands. A picture is made once and
// written as SVG, whose parts link to the words they rest on, or as PNG.
//
// What a picture says is its caller's: nothing is found or judged here.
package picture

// Tone is how a shape is filled or drawn; what colour that is, the page's style
// decides.
type Tone string

// The tones of shapes.
const (
	Ink   Tone = "ink"
	Dim   Tone = "dim"
	Soft  Tone = "soft"  // a quiet ground
	Paper Tone = "paper" // the ground itself
	Mark  Tone = "mark"
	None  Tone = "none"
)

// Point is a place, in pixels from the upper left corner.
type Point struct{ X, Y float64 }

// Line is a path through points; Smooth rounds its corners.
type Line struct {
	Points []Point
	Width  float64
	Dash   string // lengths on and off, as in SVG; empty for a whole line
	Tone   Tone
	Smooth bool
	Arrow  bool // at its end
}

// Box is a rectangle with rounded corners.
type Box struct {
	X, Y, W, H, R float64
	Fill, Edge    Tone
	Dash          string
}

// Text is one line of words; At is "start", "middle" or "end" of it.
type Text struct {
	X, Y float64
	S    string
	Size float64
	At   string
	Tone Tone
	Bold bool
	Fit  float64 // the room there is, 0 for no end: letters are drawn closer where the words would need more
}

// Group is a part of a picture that means one thing. Link, where not empty,
// opens what it rests on; Title tells of it in words. Data are attributes for
// filtering, in their order.
type Group struct {
	Class, Link, Title string
	Data               [][2]string
	Below              []Line // what boxes and words lie on
	Boxes              []Box
	Lines              []Line
	Texts              []Text
}

// Scene is a picture. Label says in words what it shows.
type Scene struct {
	W, H   float64
	Label  string
	Groups []Group
}
