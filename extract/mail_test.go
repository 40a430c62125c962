package extract

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sayso/sayso/report"
)

const mailHeads = "From: Tannet Observer <news@tannet.example>\r\nTo: a@b.example\r\nSubject: =?utf-8?q?Ferry_sinks_off_T=C3=A5nnet?=\r\nDate: Tue, 12 Mar 2024 08:00:00 +0200\r\nMIME-Version: 1.0\r\n"

func TestMail(t *testing.T) {
	parts := "Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\npreamble\r\n--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n" +
		"--y\r\nContent-Type: text/plain\r\n\r\nshort text\r\n--y\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p>" + one + " Caf=E9=\r\ns.</p><p>" + two + "</p></body></html>\r\n--y--\r\n" +
		"--x\r\nContent-Type: application/pdf; name=\"list.pdf\"\r\nContent-Disposition: attachment; filename=\"list.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--x--\r\n"
	for _, c := range []struct {
		name, mail string
		want       []string
		unread     []string
	}{
		{"text", mailHeads + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + strings.Replace(one, "Monday, ", "Monday,\r\n", 1) + "\r\n\r\n" + two + "\r\n", []string{one, two}, nil},
		{"a page with an attachment", mailHeads + parts, []string{one + " Cafés.", two}, []string{"attachment list.pdf (application/pdf) was not opened"}},
		{"base64", mailHeads + "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nQSBmZXJyeSBzYW5rIG9mZiBUYW5uZXQsIHRoZSBjb2FzdGd1YXJkIHNhaWQu\r\n", []string{"A ferry sank off Tannet, the coastguard said."}, nil},
	} {
		p, err := Any([]byte(c.mail), "", Options{Path: "a.eml"})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		for _, w := range c.want {
			if i := strings.Index(p.Text, w); i < 0 || p.ZoneAt(i) != report.Body {
				t.Errorf("%s: no %.40q in %q", c.name, w, p.Text)
			}
		}
		if p.Title != "Ferry sinks off Tånnet" || p.Outlet != "Tannet Observer" || p.Published != (report.Published{EDTF: "2024-03-12", Basis: "metadata"}) || !cmp.Equal(p.Unread, c.unread) {
			t.Errorf("%s: %q %q %v %v", c.name, p.Title, p.Outlet, p.Published, p.Unread)
		}
		if p.SHA256 != report.Hash(c.mail) {
			t.Errorf("%s: the hash is not of the message", c.name)
		}
	}
	if _, err := Mail([]byte(mailHeads+"Content-Type: application/pdf\r\n\r\nx"), Options{}); !errors.Is(err, ErrMail) {
		t.Error(err)
	}
}

func FuzzMail(f *testing.F) {
	f.Add([]byte(mailHeads + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=euc-kr\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+YQ==\r\n--x--"))
	f.Add([]byte(mailHeads + "\r\nwords of a message that somebody wrote"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if p, err := Mail(b, Options{}); err == nil {
			wellFormed(t, p)
		}
	})
}

// wellFormed tells whether a page's text is canonical and its zones lie in it in
// order.
func wellFormed(t *testing.T, p *Page) {
	if again, err := report.Canonical([]byte(p.Text)); err != nil || again != p.Text {
		t.Fatalf("not canonical: %q", p.Text)
	}
	end := 0
	for _, z := range p.Zones {
		if z.Span.Start < end || z.Span.End > len(p.Text) || z.Span.Start >= z.Span.End {
			t.Fatalf("zones %v of %d bytes", p.Zones, len(p.Text))
		}
		end = z.Span.End
	}
}
