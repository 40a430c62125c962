package export

import (
	"bufio"
	"io"
	"time"
)

type claimReview struct {
	Context   string        `json:"@context"`
	Type      string        `json:"@type"`
	ID        string        `json:"@id"`
	Published string        `json:"datePublished"`
	Reviewed  string        `json:"claimReviewed"`
	Author    schemaThing   `json:"author"`
	Body      string        `json:"reviewBody,omitempty"`
	Item      schemaClaim   `json:"itemReviewed"`
	Rating    *schemaRating `json:"reviewRating,omitempty"`
}

type schemaThing struct {
	Type      string `json:"@type"`
	Name      string `json:"name,omitempty"`
	URL       string `json:"url,omitempty"`
	Headline  string `json:"headline,omitempty"`
	Published string `json:"datePublished,omitempty"`
	SHA256    string `json:"sha256,omitempty"`
}

type schemaClaim struct {
	Type       string        `json:"@type"`
	Author     schemaThing   `json:"author"`
	Appearance []schemaThing `json:"appearance"`
}

type schemaRating struct {
	Type string `json:"@type"`
	Name string `json:"alternateName"`
}

type claimReviews struct {
	b *bufio.Writer
	l list
	n int
}

// NewClaimReviews writes schema.org ClaimReview, as a list, for the claims that
// a person reviewed and for no others. The rating is the reviewer's own words,
// absent where there are none; it is never a number and never made by sayso.
func NewClaimReviews(w io.Writer) Writer {
	b := bufio.NewWriter(w)
	return &claimReviews{b: b, l: list{w: b, head: "[", tail: "\n]\n"}}
}

func (r *claimReviews) Add(e *Entry) error {
	if e.Known == nil {
		return nil
	}
	x := indexOf(e)
	for i := range e.Known.Reviews {
		v := &e.Known.Reviews[i]
		c := x.claims[v.Claim]
		if c == nil || v.By == "" {
			continue
		}
		name, kind, _ := x.inner(c)
		author := schemaThing{Type: "Thing", Name: name}
		switch kind {
		case "person":
			author.Type = "Person"
		case "office", "outlet":
			author.Type = "Organization"
		}
		r.n++
		o := claimReview{Context: "https://schema.org", Type: "ClaimReview", ID: "urn:sayso:" + x.ref(c.ID) + "#review" + itoa(r.n), Published: v.At.UTC().Format(time.DateOnly),
			Reviewed: c.Span.Of(x.Text), Author: schemaThing{Type: "Person", Name: v.By}, Body: v.Why,
			Item: schemaClaim{"Claim", author, []schemaThing{{Type: "NewsArticle", URL: e.Report.URL, Headline: e.Report.Title, Published: ftmDate(e.Report.Published.EDTF), SHA256: e.Report.SHA256}}}}
		rating := v.Value
		if rating == "" {
			rating = v.Verb
		}
		o.Rating = &schemaRating{"Rating", rating}
		if err := r.l.put(o); err != nil {
			return err
		}
	}
	return nil
}

func (r *claimReviews) Close() error {
	if err := r.l.end(); err != nil {
		return err
	}
	return r.b.Flush()
}
