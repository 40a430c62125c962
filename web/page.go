package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"unicode"

	"github.com/klauspost/compress/gzhttp"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/sheet"
	"github.com/sayso/sayso/story"
	"github.com/sayso/sayso/web/account"
	"github.com/sayso/sayso/work"
)

// maker gathers what a page shows: the template's name and its data.
type maker func(*http.Request) (string, any, error)

// pages are all pages with their style and scripts. Every page works without
// the scripts.
func (s *Server) pages(mux *http.ServeMux) {
	for path, page := range map[string]maker{
		"GET /{$}": s.inbox, "GET /report/{id}": s.report, "GET /report/{id}/{claim}": s.claim, "GET /compare": s.compare, "GET /search": s.search,
		"GET /story/{id}": s.story, "GET /system": s.system, "GET /entity": s.entity, "GET /voice": s.voice, "GET /due": s.due, "GET /screening": s.screening,
		"GET /briefs": s.briefs, "GET /feeds": s.feeds, "GET /settings": s.settings, "GET /log": s.log, "GET /guide": s.guide,
	} {
		mux.HandleFunc(path, s.page(page))
	}
	mux.HandleFunc("GET /system/{form}", s.systemForm)
	mux.HandleFunc("GET /brief/{form}", s.briefForm)
	mux.HandleFunc("GET "+addPage, s.page(func(r *http.Request) (string, any, error) { return s.add(r, incoming{}, nil) }))
	mux.HandleFunc("POST "+addPage, s.added)
	mux.HandleFunc("POST "+feedsPage, s.followOn)
	if s.at == "" {
		mux.HandleFunc("GET "+yourPage, s.page(func(r *http.Request) (string, any, error) { return s.you(r, nil, false) }))
		mux.HandleFunc("POST "+yourPage, s.yours)
		mux.HandleFunc("GET "+accountsPage, s.page(s.accountList))
		mux.HandleFunc("POST "+accountsPage, s.keep)
	}
	mux.HandleFunc("POST /decide", s.decide)
	mux.HandleFunc("POST /saved", s.save)
	mux.Handle("GET /icon.svg", cached(http.FileServerFS(sub(static, "pages"))))
	mux.Handle("GET /favicon.ico", http.RedirectHandler(s.at+"/icon.svg", http.StatusMovedPermanently)) // programs ask for it unasked
	mux.HandleFunc("/", s.page(func(r *http.Request) (string, any, error) {
		return "", nil, fmt.Errorf("%s: %w", r.URL.Path, errNoPage)
	}))
	mux.Handle("GET /style.css", cached(gzhttp.GzipHandler(http.FileServerFS(sub(static, "pages")))))
	mux.Handle("GET /ui/", cached(gzhttp.GzipHandler(http.StripPrefix("/ui/", http.FileServerFS(sub(scripts, "ui/dist"))))))
}

// errNoPage says that an address leads nowhere.
var errNoPage = errors.New("there is no such page")

func sub(f fs.FS, dir string) fs.FS {
	out, err := fs.Sub(f, dir)
	if err != nil {
		panic(err) // the folder is embedded
	}
	return out
}

// parse reads the templates; at is where the desk is mounted, "" at the root, and
// title names a report.
func parse(at string, title func(ledger.ReportInfo) string) (map[string]*template.Template, error) {
	names, err := fs.Glob(pages, "pages/*.html")
	if err != nil {
		return nil, err
	}
	// Addresses in templates are written from the root.
	mounted := strings.NewReplacer(`href="/`, `href="`+at+`/`, `action="/`, `action="`+at+`/`, `src="/`, `src="`+at+`/`, `value="/`, `value="`+at+`/`)
	read := func(name string) (string, error) {
		b, err := fs.ReadFile(pages, name)
		return mounted.Replace(string(b)), err
	}
	frame, err := read("pages/frame.html")
	if err != nil {
		return nil, err
	}
	base, err := template.New("frame.html").Funcs(funcs).Funcs(template.FuncMap{"title": title}).Parse(frame)
	if err != nil {
		return nil, err
	}
	out := map[string]*template.Template{}
	for _, n := range names {
		if n == "pages/frame.html" {
			continue
		}
		t, err := base.Clone()
		if err != nil {
			return nil, err
		}
		text, err := read(n)
		if err == nil {
			_, err = t.Parse(text)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", n, err)
		}
		out[strings.TrimSuffix(strings.TrimPrefix(n, "pages/"), ".html")] = t
	}
	return out, nil
}

// framed is a page's data with what stands around it on every page.
type framed struct {
	Name string // of the page
	At   string // where the desk is mounted
	Here string // the page's own address
	Did  *ledger.Decision
	Who  *account.Person // who is logged in, nil at a desk of one
	May  []account.Scope // what who looks may do: forms for more are not shown
	Data any
}

// page answers with a template, or with an error page that fits.
func (s *Server) page(make maker) http.HandlerFunc {
	return gzhttp.GzipHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.paged(w, r, http.StatusOK, make)
	})).ServeHTTP
}

// paged answers with a page and a status, or with an error page and the status
// that fits.
func (s *Server) paged(w http.ResponseWriter, r *http.Request, status int, make maker) {
	f := framed{At: s.at, Here: s.at + r.URL.RequestURI()}
	if p := who(r.Context()); p != nil {
		if f.May = p.Scopes; !p.Alone {
			f.Who = p
		}
	}
	name, data, err := make(r)
	if err == nil {
		f.Did, err = s.did(r)
	}
	if err != nil {
		name, data, status = "error", err.Error(), statusOf(err)
	}
	f.Name, f.Data = name, data
	var b strings.Builder
	if err := s.tmpl[name].Execute(&b, f); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprint(w, b.String())
}

// did is the decision that the page was come to from, for its undoing.
func (s *Server) did(r *http.Request) (*ledger.Decision, error) {
	id := r.URL.Query().Get("did")
	if id == "" {
		return nil, nil
	}
	var out *ledger.Decision
	err := s.view(r, func(v *ledger.View) error {
		d, err := v.Decision(r.Context(), id)
		if errors.Is(err, ledger.ErrNotFound) {
			return nil
		}
		out = &d
		return err
	})
	return out, err
}

func (s *Server) view(r *http.Request, f func(*ledger.View) error) error {
	return s.ledger.View(r.Context(), f)
}

// factOf reads the fact of a name; absent tells that there is none.
func factOf[T any](ctx context.Context, v *ledger.View, kind, key string) (out T, absent bool, err error) {
	f, err := v.Fact(ctx, kind, key)
	if errors.Is(err, ledger.ErrNotFound) {
		return out, true, nil
	}
	if err == nil {
		err = json.Unmarshal(f.Body, &out)
	}
	return out, false, err
}

// factsOf reads the facts of several names; those that there are not are left
// out.
func factsOf[T any](ctx context.Context, v *ledger.View, kind string, keys []string) (map[string]T, error) {
	found, err := v.FactsOf(ctx, kind, keys)
	out := make(map[string]T, len(found))
	for key, f := range found {
		var one T
		if err := json.Unmarshal(f.Body, &one); err != nil {
			return nil, fmt.Errorf("%s %s: %w", kind, key, err)
		}
		out[key] = one
	}
	return out, err
}

// nobody is whom a claim without a voice comes from.
func nobody(of any) string {
	if h, ok := of.(ledger.Hit); ok && h.Unnamed {
		return "somebody unnamed"
	}
	return "the report itself"
}

var funcs = template.FuncMap{
	"short":   func(id string) string { return id[:min(8, len(id))] },
	"nobody":  nobody,
	"plain":   func(s any) string { return strings.ReplaceAll(strings.TrimSpace(fmt.Sprint(s)), "_", " ") },
	"day":     func(s string) string { return cmp.Or(s, "undated") },
	"role":    role,
	"words":   func(s any) string { return strings.ReplaceAll(fmt.Sprint(s), "-", " ") },
	"may":     may,
	"kind":    kindOf,
	"basis":   basisOf,
	"sure":    sure,
	"marks":   marks,
	"when":    sheet.When,
	"name":    func(i ledger.ReportInfo) string { return cmp.Or(i.Outlet, "an unnamed outlet") },
	"list":    func(of ...any) []any { return of },
	"esc":     url.QueryEscape,
	"cut":     cut,
	"count":   count,
	"unread":  work.Unread,
	"percent": func(part float64) float64 { return 100 * part },
	"share":   func(n, of int) int { return 100 * n / max(of, 1) },
}

// role is the part that somebody has in a claim, in words.
func role(s string) string {
	if w := map[string]string{"agent": "Who", "patient": "Whom or what", "recipient": "To whom", "place": "Where", "purpose": "What for"}[s]; w != "" {
		return w
	}
	return s
}

// may is what a scope lets somebody do, in words.
func may(s account.Scope) string {
	if w := map[account.Scope]string{account.Read: "look", account.Add: "bring reports in", account.Decide: "decide", account.Manage: "keep accounts and feeds"}[s]; w != "" {
		return w
	}
	return string(s)
}

// kindOf is what sort of thing has a name, in words: "PublicBody" is a public
// body.
func kindOf(s string) string {
	var b strings.Builder
	for i, r := range s {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// basisOf is where a report's date comes from, in words.
func basisOf(s string) string {
	if w := map[string]string{"given": "as given by who brought it in", "metadata": "from the page's metadata", "dateline": "from the dateline", "address": "from the address", "feed": "from the feed",
		"decided": "as a person decided"}[s]; w != "" {
		return w
	}
	return "from: " + s
}

// title is a report's headline, or what can stand for it: the words that it opens
// with, its address, its id. Texts do not change, so that they are read once.
func (s *Server) title(ctx context.Context, v *ledger.View, i ledger.ReportInfo) string {
	if t := strings.TrimSpace(i.Title); t != "" {
		return t
	}
	if t, ok := s.openings.Load(i.ID); ok {
		return t.(string)
	}
	t := sheet.Headline(ctx, v, i)
	if t == "" {
		return cmp.Or(i.URL, "Report "+i.ID[:min(8, len(i.ID))]+" (no title)")
	}
	s.openings.Store(i.ID, t)
	return t
}

// titled is title for a page that is drawn when nothing of the ledger is looked at
// any more.
func (s *Server) titled(i ledger.ReportInfo) (out string) {
	if out = strings.TrimSpace(i.Title); out != "" {
		return out
	}
	if t, ok := s.openings.Load(i.ID); ok {
		return t.(string)
	}
	_ = s.whole.View(context.Background(), func(v *ledger.View) error { // without the text its id stands there
		out = s.title(context.Background(), v, i)
		return nil
	})
	return out
}

// count is a number with its noun: "1 report", "2 reports".
func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	if strings.HasSuffix(one, "y") && one != "day" {
		one = one[:len(one)-1] + "ie"
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// cut is s up to about n characters.
func cut(n int, s string) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	if i := strings.LastIndexByte(string(r[:n]), ' '); i > 0 {
		return string(r[:n])[:i] + " …"
	}
	return string(r[:n]) + "…"
}

// sure puts factuality into words.
func sure(f reading.Factuality) string {
	switch f {
	case reading.Certain:
		return "certain"
	case reading.Probable:
		return "probable"
	case reading.Possible:
		return "possible"
	case reading.CertainNot:
		return "certainly not so"
	case reading.ProbableNot:
		return "probably not so"
	case reading.PossibleNot:
		return "possibly not so"
	}
	return "left open"
}

// marks puts factuality into signs that need no colour.
func marks(f reading.Factuality) string {
	switch f {
	case reading.Certain:
		return "+++"
	case reading.Probable:
		return "++·"
	case reading.Possible:
		return "+··"
	case reading.CertainNot:
		return "−−−"
	case reading.ProbableNot:
		return "−−·"
	case reading.PossibleNot:
		return "−··"
	}
	return "···"
}

var certainties = []reading.Factuality{reading.Certain, reading.Probable, reading.Possible, reading.Uncommitted, reading.PossibleNot, reading.ProbableNot, reading.CertainNot}

var standings = []string{story.OneOrigin, story.Unsettled, story.Corroborated, story.Contested, story.Hearsay, story.NotConfirmed}

// related is what relating made of a report; empty where it made nothing yet.
func related(ctx context.Context, v *ledger.View, report string) (work.Related, error) {
	rel, _, err := factOf[work.Related](ctx, v, work.FactRelated, report)
	return rel, err
}
