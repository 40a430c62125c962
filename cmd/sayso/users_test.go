package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// desk is somebody who works with the command on a ledger of their own.
type desk struct {
	*testing.T
	dir string
	db  string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	dir := t.TempDir()
	return &desk{t, dir, filepath.Join(dir, "ledger.db")}
}

// try runs the command on the desk's ledger, or on none when it is given files.
func (d *desk) try(args ...string) (stdout string, err error) {
	if args[0] != "without" {
		args = append(args, "--db", d.db)
	} else {
		args = args[1:]
	}
	c := exec.Command("sayso", args...)
	c.Env = append(os.Environ(), "XDG_DATA_HOME="+d.dir, "LANG=C.UTF-8", "NO_COLOR=1")
	var out, complaint bytes.Buffer
	c.Stdout, c.Stderr = &out, &complaint
	if err = c.Run(); err != nil {
		d.Logf("sayso %s: %v\n%s", strings.Join(args, " "), err, complaint.String())
	}
	return out.String(), err
}

// say is try for what must succeed.
func (d *desk) say(args ...string) string {
	d.Helper()
	out, err := d.try(args...)
	if err != nil {
		d.Fatalf("sayso %s: %v", strings.Join(args, " "), err)
	}
	return out
}

// decide is say for a decision, and gives its id.
func (d *desk) decide(args ...string) string {
	d.Helper()
	out := d.say(args...)
	all := strings.Split(strings.TrimSpace(out), "\n")
	id, _, ok := strings.Cut(all[len(all)-1], ":")
	if !ok || !strings.HasPrefix(id, "d") {
		d.Fatalf("sayso %s names no decision: %s", strings.Join(args, " "), out)
	}
	return id
}

// objects are the JSON objects that the command prints, one a line.
func objects[T any](d *desk, args ...string) []T {
	d.Helper()
	var all []T
	dec := json.NewDecoder(strings.NewReader(d.say(args...)))
	for dec.More() {
		var one T
		if err := dec.Decode(&one); err != nil {
			d.Fatalf("sayso %s: %v", strings.Join(args, " "), err)
		}
		all = append(all, one)
	}
	return all
}

// told is a report as the command takes it in JSON Lines.
type told struct {
	Text      string `json:"text"`
	URL       string `json:"url"`
	Outlet    string `json:"outlet"`
	Title     string `json:"title"`
	Published string `json:"published"`
	Language  string `json:"language"`
}

// archived are the reports of an archive of package story's, by name: made up,
// or in our own words.
func archived(t *testing.T, file string) map[string]told {
	t.Helper()
	a, err := txtar.ParseFile("../../story/testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]told{}
	for _, f := range a.Files {
		head, text, _ := strings.Cut(string(f.Data), "\n\n")
		r := told{Text: text, URL: "https://" + f.Name + ".example/", Language: "en"}
		for line := range strings.Lines(head) {
			k, v, _ := strings.Cut(line, ":")
			switch v = strings.TrimSpace(v); k {
			case "outlet":
				r.Outlet = v
			case "published":
				r.Published = v
			}
		}
		all[f.Name] = r
	}
	return all
}

// add adds reports in the order of their names, in one go.
func (d *desk) add(all map[string]told, names ...string) {
	d.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	for _, n := range names {
		r, ok := all[n]
		if !ok {
			d.Fatalf("no report %s", n)
		}
		if err := e.Encode(r); err != nil {
			d.Fatal(err)
		}
	}
	file := filepath.Join(d.dir, "reports.jsonl")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		d.Fatal(err)
	}
	d.say("add", file)
}

// listed is a report in the ledger.
type listed struct {
	ID        string `json:"id"`
	URL       string `json:"url"`
	Outlet    string `json:"outlet"`
	Published struct {
		EDTF string `json:"edtf"`
	} `json:"published"`
}

// id is that of the report with a URL.
func (d *desk) id(url string) string {
	d.Helper()
	for _, r := range objects[listed](d, "list", "--format", "json") {
		if r.URL == url {
			return r.ID
		}
	}
	d.Fatalf("no report %s in the ledger", url)
	return ""
}

// read is what tests need of a reading in JSON.
type read struct {
	Report listed `json:"report"`
	Text   string `json:"text"`
	Voices []struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		Kind string `json:"kind"`
	} `json:"voices"`
	Times []struct {
		ID   string `json:"id"`
		Span [2]int `json:"span"`
		EDTF string `json:"edtf"`
	} `json:"times"`
	Claims []readClaim `json:"claims"`
}

type readClaim struct {
	ID           string `json:"id"`
	Span         [2]int `json:"span"`
	Sources      []struct{ Voice string }
	Factuality   string `json:"factuality"`
	Status       string `json:"status"`
	Predicate    string `json:"predicate"`
	OpenQuestion bool   `json:"open_question"`
	When         struct {
		EDTF string `json:"edtf"`
	} `json:"when"`
}

func (d *desk) read(id string) read {
	d.Helper()
	all := objects[read](d, "show", id, "--format", "json")
	if len(all) != 1 {
		d.Fatalf("show %s gives %d readings", id, len(all))
	}
	return all[0]
}

// related is one line of sayso origins.
type related struct {
	URL     string   `json:"url"`
	Origins []string `json:"origins"`
	Claims  []struct {
		Text    string   `json:"text"`
		Origins int      `json:"independent_origins"`
		Reports []string `json:"reports"`
	} `json:"claims"`
	Links []struct {
		Kind    string `json:"kind"`
		ToURL   string `json:"to_url"`
		Claim   string `json:"claim"`
		ToClaim string `json:"to_claim"`
		State   string `json:"state"`
	} `json:"links"`
}

func (d *desk) origins() map[string]related {
	all := map[string]related{}
	for _, r := range objects[related](d, "origins", "--format", "json") {
		all[r.URL] = r
	}
	return all
}

// shared reads a file beside the repository, and skips the test without it.
func shared(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("../../../shared/" + name)
	if err != nil {
		t.Skipf("needs ../shared/%s", name)
	}
	return b
}
