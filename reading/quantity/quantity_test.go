package quantity_test

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/reading/quantity"
)

func TestFind(t *testing.T) {
	tests := []struct {
		text string
		want []string // low best high unit of, with ~ for approx
	}{
		{"At least 107 shells fell on the town.", []string{"107 - - {shells} shells"}},
		{"About 80 families left.", []string{"80 80 80 {families} families ~"}},
		{"Dozens of villagers fled.", []string{"24 - - {villagers} villagers ~"}},
		{"Between 300 and 500 men will be sent.", []string{"300 - 500 {person} men"}},
		{"It sold 15-20 million barrels.", []string{"15000000 - 20000000 [bbl_us] barrels"}},
		{"The loan is worth $1.2 billion.", []string{"1200000000 1200000000 1200000000 USD dollars"}},
		{"They paid NZ$26 million for it.", []string{"26000000 26000000 26000000 NZD dollars"}},
		{"A fee of Rs 40 lakh was asked.", []string{"4000000 4000000 4000000 INR rupees"}},
		{"Less than 5 percent voted.", []string{"- - 5 % percent"}},
		{"A quarter of the crew was ill.", []string{"25 25 25 % percent"}},
		{"The 27-year-old driver was unhurt.", []string{"27 27 27 a years"}},
		{"Aged between 19 and 27, they are strong.", []string{"19 - 27 a years"}},
		{"Wages were triple the usual sum.", []string{"3 3 3 1 times"}},
		{"The six-member board met.", []string{"6 6 6 {member} member"}},
		{"Nobody counted the several boats, or most of the crews.", nil},
		{"General Bureau 7 answered, and a Boeing 737 landed on Route 66.", nil},
		{"They must answer within twenty working days, at 2005 prices.", nil},
		{"The end of Volta 8's support was moved.", nil},
		{"The G7 and Covid-19 were discussed on the 3rd floor.", nil},
		{"One of them said that no one knew.", nil},
		{"The 2004 and 2008 nominee is her 2020 running mate.", nil},
		{"It killed seven per 100,000 people.", []string{"7 7 7  "}},
		{"Court jails three over thefts", []string{"3 3 3  "}},
		{"They sold 1950 ships.", []string{"1950 1950 1950 {ships} ships"}},
		{"The storm lasted an hour and a half.", []string{"1.5 1.5 1.5 h hours"}},
		{"Up to half a million doses were lost.", []string{"- - 500000 {doses} doses"}},
		{"Five or more clerks were absent.", []string{"5 - - {clerks} clerks"}},
		{"It covers 30 miles (48 km) of coast.", []string{"30 30 30 [mi_i] miles", "48 48 48 km kilometers"}},
		{"More than 20 but fewer than 30 boats came.", []string{"20 - 30 {boats} boats"}},
		{"It fell to minus five degrees, then -8%.", []string{"-5 -5 -5 deg degrees", "-8 -8 -8 % percent"}},
		{"The rope is 2½ feet long, the board 10 1/2 inches.", []string{"2.5 2.5 2.5 [ft_i] feet", "10.5 10.5 10.5 [in_i] inches"}},
		{"Fifty or fewer clerks stayed.", []string{"- - 50 {clerks} clerks"}},
		{"It cost 12,34,567 rupees; they owe three lakh crore rupees.", []string{"1234567 1234567 1234567 INR rupees", "3e+12 3e+12 3e+12 INR rupees"}},
		{"One driver in four turned back, one in thirty stopped.", []string{"25 25 25 % percent", "3.3 3.3 3.3 % percent"}},
		{"One in ten minutes was lost.", []string{"10 10 10 min minutes"}},
		{"If you see smoke, dial 112.", nil},
		{"The weekly Three Bridges was shut, and so was platform four.", nil},
		{"They flew the 737 Max home with 2019-nCoV on board.", nil},
		{"The beam is thicker than 15 centimetres.", []string{"15 - - cm centimeters"}},
		{"Hurricane to hit Torsk; it grew from two to six\nHarbours close.", []string{"2 2 2  ", "6 6 6  "}},
		{"Hundreds of thousands marched.", []string{"200000 - -   ~"}},
	}
	for _, tt := range tests {
		var got []string
		for _, q := range quantity.Find(&nlp.Document{Text: tt.text}, nil) {
			s := fmt.Sprintf("%s %s %s %s %s", show(q.Low), show(q.Best), show(q.High), q.Unit, q.Of)
			if q.Approx {
				s += " ~"
			}
			got = append(got, s)
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s\n got %q\nwant %q", tt.text, got, tt.want)
		}
	}
}

func show(f *float64) string {
	if f == nil {
		return "-"
	}
	return fmt.Sprintf("%.10g", *f)
}

func TestAttach(t *testing.T) {
	// "Rebels killed 20 guards and wounded 3."
	doc := &nlp.Document{Text: "Rebels killed 20 guards and wounded 3 ."}
	at := 0
	for _, w := range []struct {
		form, rel string
		head      int
	}{{"Rebels", "nsubj", 1}, {"killed", "root", -1}, {"20", "nummod", 3}, {"guards", "obj", 1}, {"and", "cc", 5}, {"wounded", "conj", 1}, {"3", "obj", 5}, {".", "punct", 1}} {
		tok := nlp.Token{Text: w.form, Rel: w.rel, Head: w.head}
		tok.Span.Start, tok.Span.End = at, at+len(w.form)
		at += len(w.form) + 1
		doc.Tokens = append(doc.Tokens, tok)
	}
	qs := quantity.Find(doc, nil)
	if len(qs) != 2 {
		t.Fatalf("found %d quantities, want 2", len(qs))
	}
	if got := quantity.Attach(doc, qs, []int{1, 5}); !reflect.DeepEqual(got, []int{0, 1}) {
		t.Errorf("Attach = %v, want [0 1]", got)
	}
}

func TestAttachBeside(t *testing.T) {
	type word struct {
		form, upos, rel string
		head            int
	}
	tests := []struct {
		name    string
		words   []word
		anchors []int
		want    []int
	}{
		{"behind the second verb", []word{{"Fire", "NOUN", "nsubj", 1}, {"killed", "VERB", "root", -1}, {"nine", "NUM", "obj", 1}, {"and", "CCONJ", "cc", 4}, {"injured", "VERB", "conj", 1},
			{"at", "ADP", "case", 6}, {"least", "ADJ", "nmod", 7}, {"50", "NUM", "obj", 1}, {"more", "ADJ", "advmod", 1}}, []int{1, 4}, []int{0, 1}},
		{"before the second verb", []word{{"Seven", "NUM", "nsubj", 1}, {"die", "VERB", "root", -1}, {",", "PUNCT", "punct", 4}, {"40", "NUM", "nsubj", 1}, {"injured", "VERB", "advcl", 1}},
			[]int{1, 4}, []int{0, 1}},
		{"counted and described", []word{{"Police", "NOUN", "nsubj", 1}, {"held", "VERB", "root", -1}, {"20", "NUM", "nummod", 3}, {"men", "NOUN", "obj", 1}, {"suspected", "VERB", "acl", 3}},
			[]int{1, 4}, []int{0}},
	}
	for _, tt := range tests {
		doc := &nlp.Document{}
		for _, w := range tt.words {
			tok := nlp.Token{Text: w.form, UPOS: w.upos, Rel: w.rel, Head: w.head}
			tok.Span.Start, tok.Span.End = len(doc.Text), len(doc.Text)+len(w.form)
			doc.Text += w.form + " "
			doc.Tokens = append(doc.Tokens, tok)
		}
		qs := quantity.Find(doc, nil)
		if got := quantity.Attach(doc, qs, tt.anchors); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: Attach = %v, want %v (%+v)", tt.name, got, tt.want, qs)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("between 15 and 70 million, $5-10m, one-to-two hundred (up to 3½%)")
	f.Add("two-and-a-half million ± 0.7 of the 50 states’ 27-year-olds")
	f.Fuzz(func(t *testing.T, text string) {
		doc := &nlp.Document{Text: text}
		qs := quantity.Find(doc, nil)
		for _, q := range qs {
			if q.Span.Start < 0 || q.Span.End > len(text) || q.Span.Start >= q.Span.End {
				t.Fatalf("span %v outside the text", q.Span)
			}
			if q.Low != nil && q.High != nil && *q.Low > *q.High {
				t.Fatalf("low %g over high %g", *q.Low, *q.High)
			}
		}
		if again := quantity.Find(doc, nil); !reflect.DeepEqual(qs, again) {
			t.Fatal("two readings differ")
		}
	})
}
