package extract

import (
	"regexp"
	"strings"

	"github.com/sayso/sayso/report"
)

// Markdown is the report in a Markdown file: its words without the marks, its
// paragraphs, lists and tables kept, what its front matter says of it believed.
// Errors are those of Plain.
func Markdown(b []byte, o Options) (*Page, error) {
	text, err := report.Canonical(b)
	if err != nil {
		return nil, at(o.Path, err)
	}
	m, text := frontMatter(text)
	w := writer{title: m.title}
	w.headline(m.title)
	fenced, quoted := false, false
	var para []string
	flush := func(kind report.ZoneKind) {
		words := strings.Join(para, " ")
		para = nil
		if words = plainMarks(words); words != "" && words != w.title {
			w.out = append(w.out, paragraph{words: words, kind: kind})
		}
	}
	for _, line := range strings.Split(text, "\n") {
		s := strings.TrimSpace(line)
		if strings.HasPrefix(s, "```") || strings.HasPrefix(s, "~~~") {
			flush("")
			fenced = !fenced
			continue
		}
		if fenced {
			w.out = append(w.out, paragraph{words: line})
			continue
		}
		quoted = strings.HasPrefix(s, ">")
		if quoted {
			s = strings.TrimSpace(strings.TrimLeft(s, "> "))
		}
		switch {
		case s == "" || rule.MatchString(s):
			flush("")
		case underline.MatchString(s) && len(para) > 0:
			w.heading(&m, strings.Join(para, " "))
			para = nil
		case mdHeading.MatchString(s):
			flush("")
			w.heading(&m, strings.Trim(mdHeading.ReplaceAllString(s, ""), "# "))
		case mdItem.MatchString(s):
			flush("")
			para = []string{"- " + mdItem.ReplaceAllString(s, "")}
		case mdImage.MatchString(s):
			flush("")
			para = []string{mdImage.FindStringSubmatch(s)[1]}
			flush(report.Caption)
		case strings.HasPrefix(s, "|") && strings.HasSuffix(s, "|"):
			flush("")
			if strings.Trim(s, "|-: ") != "" {
				w.out = append(w.out, paragraph{words: plainMarks(strings.Join(strings.Fields(strings.ReplaceAll(strings.Trim(s, "| "), "|", " | ")), " "))})
			}
		case mdReference.MatchString(s):
			flush("")
		default:
			para = append(para, s)
			if strings.HasSuffix(line, "  ") {
				flush("")
			}
		}
	}
	flush("")
	return w.page(b, o, m)
}

func (w *writer) heading(m *metadata, s string) {
	s = plainMarks(s)
	switch {
	case s == "" || s == m.title:
	case m.title == "" && len(w.out) == 0:
		m.title = s
		w.headline(s)
	default:
		w.out = append(w.out, paragraph{words: s})
	}
}

var (
	rule        = regexp.MustCompile(`^(?:[-*_] ?){3,}$`)
	underline   = regexp.MustCompile(`^(?:=+|-{2,})$`)
	mdHeading   = regexp.MustCompile(`^#{1,6}\s+`)
	mdItem      = regexp.MustCompile(`^(?:[-*+]|\d{1,3}[.)])\s+`)
	mdImage     = regexp.MustCompile(`^!\[([^\]]*)\]\([^)]*\)$`)
	mdReference = regexp.MustCompile(`^\[[^\]]+\]:\s+\S+`)
	mdLink      = lazily(`!?\[([^\]]*)\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+"[^"]*")?\)|\[[^\]]*\])`)
	mdAuto      = regexp.MustCompile(`<(https?://[^>\s]+)>`)
	mdStrong    = lazily(`(\*\*|__)(\S(?:.*?\S)?)(\*\*|__)`)
	mdEmphasis  = lazily(`(^|[^\p{L}\p{N}\\])[*_](\S(?:[^*_]*\S)?)[*_]($|[^\p{L}\p{N}])`)
	mdCode      = regexp.MustCompile("`([^`]+)`")
	mdEscape    = regexp.MustCompile("\\\\([\\\\`*_{}\\[\\]()#+\\-.!|>~])")
	mdNote      = regexp.MustCompile(`\[\^[^\]]+\]`)
)

// plainMarks is a stretch of Markdown without its marks.
func plainMarks(s string) string {
	s = mdNote.ReplaceAllString(s, "")
	s = mdLink().ReplaceAllString(s, "$1")
	s = mdAuto.ReplaceAllString(s, "$1")
	s = mdStrong().ReplaceAllString(s, "$2")
	s = mdEmphasis().ReplaceAllString(s, "$1$2$3")
	s = mdCode.ReplaceAllString(s, "$1")
	s = mdEscape.ReplaceAllString(s, "$1")
	return strings.TrimSpace(s)
}

var matterLine = regexp.MustCompile(`^([A-Za-z_-]+)\s*[:=]\s*(.+)$`)

// frontMatter is what a file says of itself between lines of --- (YAML) or +++
// (TOML) at its beginning, single values only, and the text after it.
func frontMatter(text string) (m metadata, rest string) {
	mark, after, ok := strings.Cut(text, "\n")
	if mark = strings.TrimSpace(mark); !ok || mark != "---" && mark != "+++" {
		return m, text
	}
	matter, rest, ok := strings.Cut("\n"+after, "\n"+mark+"\n")
	if !ok {
		return m, text
	}
	for _, line := range strings.Split(matter, "\n") {
		f := matterLine.FindStringSubmatch(line)
		if f == nil {
			continue
		}
		v := strings.Trim(strings.TrimSpace(f[2]), `"'`)
		switch strings.ToLower(f[1]) {
		case "title", "headline":
			m.title = v
		case "author", "authors", "byline", "by":
			m.authors = people(strings.Trim(v, "[]"))
		case "date", "published", "pubdate", "publishdate":
			m.dates = appendDay(m.dates, v, "metadata", "front matter "+f[1])
		case "outlet", "publisher", "publication", "site":
			m.outlet = v
		case "url", "link", "permalink", "canonical", "canonical_url", "source":
			m.canonical = resolved("", v)
		case "lang", "language":
			m.language = strings.ToLower(v)
		case "original", "translation_of", "original_url":
			m.original = resolved("", v)
		case "translator", "translated_by":
			m.translators = people(v)
		case "editor", "edited_by":
			m.editors = people(v)
		}
	}
	return m, rest
}
