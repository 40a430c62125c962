package when

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/sayso/sayso/nlp"
	"github.com/sayso/sayso/report"
	"github.com/sfomuseum/go-edtf/parser"
)

// day20 is a Thursday.
var day20 = time.Date(2015, 8, 20, 0, 0, 0, 0, time.UTC)

func TestParse(t *testing.T) {
	tests := []struct{ text, want string }{
		{"The ferry sank on Thursday.", "2015-08-20"},
		{"The ferry sank on Friday.", "2015-08-14"},
		{"The ferry will sail on Friday.", "2015-08-21"},
		{"It opened last week.", "2015-08-10/2015-08-16"},
		{"It opened in March.", "2015-03"},
		{"It will open in March.", "2016-03"},
		{"It opened on May 5, 2012.", "2012-05-05"},
		{"It opened on the 5th of May 2012.", "2012-05-05"},
		{"Since 1987 it has grown.", "1987/.."},
		{"He will leave by the end of January.", "../2016-01-31"},
		{"He will send them in mid-February or March.", "2016-02-15~/2016-03"},
		{"He ruled from 2003 to 2009.", "2003/2009"},
		{"The fair ran from July 13 to 17 of last year.", "2014-07-13/2014-07-17"},
		{"They met three days ago.", "2015-08-17"},
		{"They met three months ago.", "2015-05~"},
		{"They met seventeen years ago.", "1998"},
		{"They must answer within 48 hours.", "2015-08-20/2015-08-22"},
		{"Earlier this week they met.", "2015-08-17/2015-08-20"},
		{"They met over the weekend.", "2015-08-15/2015-08-16"},
		{"It was built in the 1960s.", "1960/1969"},
		{"It was built in the 19th century.", "1800/1899"},
		{"Sales rose in the third quarter of 2014.", "2014-07/2014-09"},
		{"It was begun in the summer of 2010.", "2010-06/2010-08"},
		{"The bus left at 8:30 p.m. on August 3.", "2015-08-03"},
		{"It happened on Christmas Day 2013.", "2013-12-25"},
		{"They married in June 2011 and parted the following year.", "2011-06 2012"},
		{"Two days after the January 7 quake the power was back.", "2015-01-09"},
		{"Prices rose in the first six months of 2014.", "2014-01/2014-06"},
		{"It rained on the last ten days of May.", "2015-05-22/2015-05-31"},
		{"They sat for the first two weeks of July.", "2015-06-29/2015-07-12"},
		{"They will pay on the 15th day of next month.", "2015-09-15"},
		{"It opened in the third month of last year.", "2014-03"},
		{"It will stay shut for the rest of the week.", "2015-08-20/2015-08-23"},
		{"She was born in nineteen eighty-six.", "1986"},
		{"It was built on 6 April seventeen hundred thirty-three.", "1733-04-06"},
		{"Stamped 05-Aug-2014 and 2015/aug/01.", "2014-08-05 2015-08-01"},
		{"It ran between January 2014 and now.", "2014-01/2015-08-20"},
		{"He was away from July 27th to the third.", "2015-07-27/2015-08-03"},
		{"It ran from the end of September to the middle of July.", "2014-09/2015-07~"},
		{"They left two weeks and two days ago.", "2015-08-04"},
		{"He must leave no later than 2017.", "../2017"},
		{"Those built later than 2012 passed.", "2012/.."},
		{"They will meet over Labor Day weekend.", "2015-09-05/2015-09-07"},
		{"The fair will be held next year's first quarter.", "2016-01/2016-03"},
		{"Half of H2 2014 was lost.", "2014-07/2014-12"},
		{"Output fell below 1990 levels.", "1990"},
		{"They will sail this May.", "2015-05"},
		{"It costs $ 12 December to March; 1500 to 2000 people came.", "2014-12/2015-03"},
		{"The board meets every Monday and twice a year in Rome.", ""},
		{"He may leave soon; the bus left at noon.", "2015-08-20/.."},
		{"It recently closed and stays so for the time being.", "../2015-08-20 2015-08-20"},
		{"The term was to end in May, as of Tuesday.", "2016-05 2015-08-18"},
		{"It will sell 200 tons a year from 2026; a year from May 2, it opened.", "2026/.. 2016-05-02"},
		{"The report is due next Friday, the vote next Tuesday.", "2015-08-28 2015-08-25"},
		{"It was warned twice last year, in March and in October.", "2014 2014-03 2014-10"},
		{"They will answer before the end of the month.", "../2015-08-31"},
		{"They will finish by the end of the year and open before May.", "../2015-12-31 ../2016-05"},
		{"About 2000 people live on Route 66 near the 747.", ""},
		{"Theresa May spoke to 1998 voters.", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, e := range Parse(tt.text, day20, Options{}) {
			if e.EDTF != "" {
				got = append(got, e.EDTF)
			}
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s\n got %q want %q", tt.text, s, tt.want)
		}
	}
}

func TestNoAnchor(t *testing.T) {
	for _, e := range Parse("Yesterday, last week, on Thursday and in May they met; three days ago, too.", time.Time{}, Options{}) {
		if e.EDTF != "" {
			t.Errorf("%+v has a place on the calendar without the report's date", e)
		}
	}
}

// words builds a document of one sentence from form, relation and head.
func words(ws ...[3]any) *nlp.Document {
	doc := &nlp.Document{}
	for _, w := range ws {
		form := w[0].(string)
		tok := nlp.Token{Text: form, Rel: w[1].(string), Head: w[2].(int), UPOS: "X"}
		tok.Span = report.Span{Start: len(doc.Text), End: len(doc.Text) + len(form)}
		doc.Text += form + " "
		doc.Tokens = append(doc.Tokens, tok)
	}
	doc.Sentences = []nlp.Sentence{{Span: report.Span{End: len(doc.Text)}, Last: len(doc.Tokens)}}
	return doc
}

func TestAttach(t *testing.T) {
	tests := []struct {
		name    string
		doc     *nlp.Document
		anchors []int
		want    []int
	}{
		{"fronted, conjoined", words([3]any{"On", "case", 1}, [3]any{"Monday", "obl", 4}, [3]any{",", "punct", 1}, [3]any{"rebels", "nsubj", 4},
			[3]any{"struck", "root", -1}, [3]any{"and", "cc", 6}, [3]any{"fled", "conj", 4}), []int{4, 6}, []int{0, 0}},
		{"behind the first verb", words([3]any{"Rebels", "nsubj", 1}, [3]any{"struck", "root", -1}, [3]any{"on", "case", 3}, [3]any{"Monday", "obl", 1},
			[3]any{"and", "cc", 5}, [3]any{"fled", "conj", 1}), []int{1, 5}, []int{0, -1}},
		{"own subject", words([3]any{"On", "case", 1}, [3]any{"Monday", "obl", 3}, [3]any{"rebels", "nsubj", 3}, [3]any{"struck", "root", -1}, [3]any{"and", "cc", 6},
			[3]any{"guards", "nsubj", 6}, [3]any{"fled", "conj", 3}), []int{3, 6}, []int{0, -1}},
	}
	for _, tt := range tests {
		es := Find(tt.doc, "2015-08-20")
		if got := Attach(tt.doc, es, tt.anchors); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: Attach = %v, want %v (%+v)", tt.name, got, tt.want, es)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"from July 13 to 17 of last year, mid-February or March 2019", "8:30 p.m. BST (1930 UTC) on 30 February", "the 5th century BC, the late '70s and early 1980s",
		"two years before 664 b.c.e. and within 48 hours of the last week of 2016", "Sat/Sun 31.11.2019, 2019-02-30, 9999 years ago, in the year 9999",
		"about 66666 AD, in 40000 BC, 12,000 years from now, until 66448 AD and since 20000 BC",
	} {
		f.Add(s, "2015-08-20")
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, text, published string) {
		doc := &nlp.Document{Text: text}
		es := Find(doc, published)
		for _, e := range es {
			if e.Full.Start < 0 || e.Full.End > len(text) || e.Span.Start >= e.Span.End || !e.Full.Contains(e.Span) {
				t.Fatalf("span %v in %v outside the text", e.Span, e.Full)
			}
			if err := valid(e.EDTF); err != nil {
				t.Fatalf("%q is no EDTF: %v", e.EDTF, err)
			}
		}
		if again := Find(doc, published); !reflect.DeepEqual(es, again) {
			t.Fatal("two readings differ")
		}
	})
}

// valid checks a value with the EDTF library; each end by itself, because the
// library knows no approximate end of an interval.
func valid(edtf string) error {
	for _, end := range strings.Split(edtf, "/") {
		if end == "" || end == ".." {
			continue
		}
		if _, err := parser.ParseString(end); err != nil {
			return err
		}
	}
	return nil
}
