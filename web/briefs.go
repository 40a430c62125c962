package web

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/sayso/sayso/brief"
	"github.com/sayso/sayso/export"
	"github.com/sayso/sayso/ledger"
)

var standards = []brief.Standard{brief.TwoOrigins, brief.OneNamedOrigin, brief.Reported}

var profiles = []export.Profile{export.Public, export.Partner, export.Full}

// pageClaims is how many claims of a search a page's brief is drawn up from.
const pageClaims = 100

// briefOf makes the brief that an address asks for, of most claims that answer,
// 0 for all.
func (s *Server) briefOf(ctx context.Context, asked url.Values, most int) (*brief.Brief, error) {
	m := brief.Matter{AsOf: s.now().UTC().Format(time.DateOnly)}
	var err error
	if m.Standard, err = brief.ParseStandard(cmp.Or(asked.Get("standard"), string(brief.TwoOrigins))); err == nil {
		m.Profile, err = export.ParseProfile(cmp.Or(asked.Get("profile"), string(export.Public)))
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ledger.ErrInput, err)
	}
	want := export.Wanted{Words: asked.Get("q"), Entity: asked.Get("entity"), Story: asked.Get("story"), Most: most}
	switch {
	case want.Story != "":
		m.Question, want.Words, want.Entity = "story: "+want.Story, "", ""
	case want.Entity != "":
		m.Question, want.Words = "entity: "+want.Entity, ""
	default:
		m.Question = want.Words
	}
	if m.Entries, m.Chosen, m.Ledger, err = export.Find(ctx, s.ledger, want); err != nil {
		return nil, err
	}
	return brief.New(m), nil
}

func asksBrief(asked url.Values) bool {
	return strings.TrimSpace(asked.Get("q")+asked.Get("entity")+asked.Get("story")) != ""
}

func (s *Server) briefs(r *http.Request) (string, any, error) {
	asked := r.URL.Query()
	var data struct {
		Form      map[string]string
		Brief     *brief.Brief
		Address   template.URL
		Standards []brief.Standard
		Profiles  []export.Profile
		Stories   []storyRow
		Partly    bool           // more claims answer than the page's brief is drawn up from
		Left      map[string]int // sentences of a section that the page leaves to the files
	}
	data.Form = map[string]string{"standard": string(brief.TwoOrigins), "profile": string(export.Public)}
	for k, v := range asked {
		data.Form[k] = v[0]
	}
	data.Standards, data.Profiles, data.Address = standards, profiles, template.URL(r.URL.RawQuery) // it stands behind a "?"
	if asksBrief(asked) {
		whole, err := s.briefOf(r.Context(), asked, pageClaims)
		if err != nil {
			return "", nil, err
		}
		data.Brief, data.Left = onPage(whole)
		if asked.Get("story") == "" {
			err := s.view(r, func(v *ledger.View) error {
				page, err := v.Search(r.Context(), ledger.Query{Words: asked.Get("q"), Entity: asked.Get("entity"), Limit: pageClaims})
				data.Partly = page.Next > 0
				return err
			})
			if err != nil {
				return "", nil, err
			}
		}
	}
	err := s.view(r, func(v *ledger.View) error {
		newest, err := v.Newest(r.Context(), 0, 40)
		if err == nil {
			data.Stories, err = rows(r.Context(), v, newest)
		}
		data.Stories = slices.DeleteFunc(data.Stories, storyRow.Alone)
		return err
	})
	return "briefs", data, err
}

// sectionSentences is how many sentences of a section a page has; the files have
// all.
const sectionSentences = 40

// onPage is a brief as far as a page shows it, with the notes that are cited in
// it, and how many sentences of each section it leaves out.
func onPage(whole *brief.Brief) (*brief.Brief, map[string]int) {
	out, left, cited := *whole, map[string]int{}, map[int]bool{}
	out.Sections = slices.Clone(whole.Sections)
	for i := range out.Sections {
		x := &out.Sections[i]
		n := min(len(x.Sentences), sectionSentences)
		if more := len(x.Sentences) - n; more > 0 {
			left[x.Name] = more
		}
		x.Sentences = x.Sentences[:n]
		for _, s := range x.Sentences {
			for _, n := range s.Notes {
				cited[n] = true
			}
			if s.Against != nil {
				for _, n := range s.Against.Notes {
					cited[n] = true
				}
			}
		}
	}
	out.Notes = slices.DeleteFunc(slices.Clone(whole.Notes), func(n brief.Note) bool { return !cited[n.Number] })
	return &out, left
}

// briefForm is a brief as a file: brief.md, brief.html, brief.docx, brief.pdf or
// brief.json.
func (s *Server) briefForm(w http.ResponseWriter, r *http.Request) {
	_, form, _ := strings.Cut(r.PathValue("form"), ".")
	kinds := map[string]string{"md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8", "pdf": "application/pdf", "json": "application/json",
		"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
	if kinds[form] == "" || !asksBrief(r.URL.Query()) {
		s.refuse(w, r, fmt.Errorf("%s: %w: it is brief.md, .html, .docx, .pdf or .json, of q=, entity= or story=", r.PathValue("form"), ledger.ErrNotFound))
		return
	}
	b, err := s.briefOf(r.Context(), r.URL.Query(), 0)
	var raw []byte
	if err == nil {
		raw, err = b.Form(form)
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", kinds[form])
	w.Header().Set("Content-Disposition", `attachment; filename="brief.`+form+`"`)
	_, _ = w.Write(raw) // who asked has gone
}
