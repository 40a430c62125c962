package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/goregular"
)

const (
	one = "A ferry with eighty people on board sank off Tannet on Monday, the coastguard said, and three of them died before help came from the mainland."
	two = "The captain will be questioned on Friday, police said, while the company declined to comment on what it called a tragic accident at sea, “far from the harbour”."
	six = "Паром затонул у берегов Таннета в понедельник, сообщила береговая охрана."
)

var names = []string{"Skarvik", "Tannet", "Oddeby", "Norrlund", "Fjellby", "Marn", "Sund", "Holm", "Vik", "Strand"}

// document is a PDF of some pages, each with a head, a foot, a heading and
// paragraphs.
func document(t testing.TB, pages int, compressed bool) []byte {
	f := fpdf.New("P", "mm", "A4", "")
	f.SetCompression(compressed)
	f.SetTitle("Ferry sinks off Tannet", true)
	f.SetAuthor("Runa Eskildsen", true)
	f.AddUTF8FontFromBytes("go", "", goregular.TTF)
	f.SetHeaderFunc(func() {
		f.SetFont("go", "", 8)
		f.CellFormat(0, 6, "Tannet Observer", "", 1, "L", false, 0, "")
		f.Ln(8)
	})
	f.SetFooterFunc(func() {
		f.SetY(-15)
		f.SetFont("go", "", 8)
		f.CellFormat(0, 6, fmt.Sprintf("page %d", f.PageNo()), "", 0, "C", false, 0, "")
	})
	for i := range pages {
		f.AddPage()
		f.SetFont("go", "", 20)
		f.MultiCell(0, 10, names[i]+" heads this page", "", "L", false)
		f.Ln(4)
		f.SetFont("go", "", 11)
		for _, p := range []string{one, two, six} {
			f.MultiCell(80, 5, names[i]+": "+p, "", "L", false)
			f.Ln(4)
		}
		f.SetFont("Helvetica", "", 11)
		f.MultiCell(80, 5, f.UnicodeTranslatorFromDescriptor("")(names[i]+": Grün ist die Fähre, über die man sprach."), "", "L", false)
	}
	var b bytes.Buffer
	if err := f.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRead(t *testing.T) {
	for _, compressed := range []bool{false, true} {
		doc, err := Read(document(t, 3, compressed))
		if err != nil {
			t.Fatal(err)
		}
		if doc.Title != "Ferry sinks off Tannet" || doc.Author != "Runa Eskildsen" || doc.Pages != 3 || doc.Unread != 0 {
			t.Errorf("%q %q %d %d", doc.Title, doc.Author, doc.Pages, doc.Unread)
		}
		count := map[string]int{}
		for _, p := range doc.Paragraphs {
			count[p.Text]++
			if head := p.Text == "Tannet Observer" || strings.HasPrefix(p.Text, "page "); head != p.Running {
				t.Errorf("%q: running %v", p.Text, p.Running)
			}
			if p.Text == names[0]+": "+one && p.Size != 11 {
				t.Errorf("size %v", p.Size)
			}
		}
		for _, name := range names[:3] {
			for _, want := range []string{one, two, six, "Grün ist die Fähre, über die man sprach."} {
				if count[name+": "+want] != 1 {
					t.Errorf("no %s: %.40q in %+v", name, want, doc.Paragraphs)
				}
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	locked := fpdf.New("P", "mm", "A4", "")
	locked.SetProtection(fpdf.CnProtectPrint, "secret", "owner")
	locked.AddPage()
	locked.SetFont("Helvetica", "", 12)
	locked.Cell(40, 10, "hidden")
	var lockedBytes bytes.Buffer
	locked.Output(&lockedBytes)
	empty := fpdf.New("P", "mm", "A4", "")
	empty.AddPage()
	empty.Rect(10, 10, 50, 50, "F")
	var emptyBytes bytes.Buffer
	empty.Output(&emptyBytes)
	whole := document(t, 1, true)
	for _, c := range []struct {
		name string
		b    []byte
		want error
	}{
		{"locked", lockedBytes.Bytes(), ErrLocked},
		{"pictures only", emptyBytes.Bytes(), ErrNoText},
		{"half", whole[:len(whole)/2], ErrBroken},
		{"nothing but its name", []byte("%PDF-1.7\n"), ErrBroken},
	} {
		if _, err := Read(c.b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestJoined(t *testing.T) {
	for _, c := range [][3]string{{"the coast-", "guard said", "the coastguard said"}, {"North-", "South trade", "North-South trade"}, {"on Mon\u00ad", "day", "on Monday"}, {"the ferry", "sank", "the ferry sank"}, {"渡轮在", "坦内特", "渡轮在坦内特"}} {
		if got := joined(c[0], c[1]); got != c[2] {
			t.Errorf("%q and %q make %q", c[0], c[1], got)
		}
	}
}

func TestGlyphNames(t *testing.T) {
	for name, want := range map[string]string{"a": "a", "eacute": "e\u0301", "uni0411": "Б", "u1F600": "😀", "quoteright": "’", "fi": "fi", "space": " ", "a.sc": "a", "underscore": "_", "uniZZZZ": "", "g123": ""} {
		if got := glyphName(name); got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
}

func TestCMap(t *testing.T) {
	m := &cmap{chars: map[int]string{}}
	m.parse("/CIDInit /ProcSet findresource begin 1 begincodespacerange <0000> <ffff> endcodespacerange 2 beginbfchar <0001> <0041> <0002> <D83DDE00> endbfchar 2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0066> <00660069>] endbfrange end")
	for code, want := range map[int]string{1: "A", 2: "😀", 0x10: "a", 0x12: "c", 0x20: "f", 0x21: "fi", 0x13: ""} {
		if got := m.text(code); got != want || m.size != 2 {
			t.Errorf("%x is %q", code, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(document(f, 1, false))
	f.Add(document(f, 2, true))
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"))
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, err := Read(b)
		if err != nil {
			if !errors.Is(err, ErrBroken) && !errors.Is(err, ErrLocked) && !errors.Is(err, ErrNoText) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		for _, p := range doc.Paragraphs {
			if strings.TrimSpace(p.Text) == "" {
				t.Fatal("an empty paragraph")
			}
		}
	})
}

func FuzzCMap(f *testing.F) {
	f.Add("1 beginbfrange <0010> <0012> [<0061> <0062>] endbfrange")
	f.Add("beginbfchar <00> [ <0010")
	f.Fuzz(func(t *testing.T, s string) {
		m := &cmap{chars: map[int]string{}}
		m.parse(s)
		m.text(17)
	})
}

func BenchmarkRead(b *testing.B) {
	doc := document(b, 10, true)
	b.SetBytes(int64(len(doc)))
	for b.Loop() {
		if _, err := Read(doc); err != nil {
			b.Fatal(err)
		}
	}
}
