package web

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// tame fails unless a page holds nothing that a report could have put there to
// run, load or leave: the desk's one script, its style, and links into the desk.
func tame(t *testing.T, path, body string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return
	}
	drawn := []string{"svg", "g", "a", "title", "defs", "marker", "path", "rect", "text"}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		at := map[string]string{}
		for _, a := range n.Attr {
			at[a.Key] = a.Val
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" {
				t.Errorf("%s: <%s %s=%q>", path, n.Data, a.Key, a.Val)
			}
			if to := strings.TrimSpace(a.Val); slices.Contains([]string{"href", "src", "action", "formaction", "xlink:href", "data"}, a.Key) &&
				(!strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "#") && !strings.HasPrefix(to, "?") || strings.HasPrefix(to, "//")) {
				t.Errorf("%s: <%s %s=%q> leads away", path, n.Data, a.Key, a.Val)
			}
		}
		switch {
		case n.Namespace == "svg" && !slices.Contains(drawn, n.Data):
			t.Errorf("%s: a <%s> in a picture", path, n.Data)
		case n.Data == "script" && (at["src"] != "/ui/desk.js" && at["src"] != "/example/ui/desk.js" || n.FirstChild != nil):
			t.Errorf("%s: a script of another hand: %q", path, at["src"])
		case slices.Contains([]string{"img", "iframe", "object", "embed", "base", "link", "style", "audio", "video", "math", "template"}, n.Data) && at["rel"] != "stylesheet":
			t.Errorf("%s: a <%s>", path, n.Data)
		}
	}
	if strings.Contains(body, "ZgotmplZ") || strings.Contains(body, "<no value>") {
		t.Errorf("%s: a template went wrong", path)
	}
}
