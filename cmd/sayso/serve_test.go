package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sayso/sayso/client"
)

func TestServe(t *testing.T) { script(t, "serve") }

// served starts a desk as a process of its own and is its client.
func served(t *testing.T, db string, args ...string) (*client.Client, *exec.Cmd) {
	t.Helper()
	c := exec.Command("sayso", append([]string{"serve", "--db", db, "--addr", "127.0.0.1:0", "--jobs", "0"}, args...)...)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	c.Stderr = os.Stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Kill(); c.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal("the desk did not start: ", err)
	}
	go io.Copy(io.Discard, out)
	return &client.Client{Base: strings.TrimSpace(line)}, c
}

// What a desk has acknowledged is there after it was killed, and what is sent
// again under its key is recorded once.
func TestKilledDeskLosesNothing(t *testing.T) {
	db := filepath.Join(t.TempDir(), "l.db")
	paths, err := filepath.Glob("../../examples/tannet*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	if out, err := exec.Command("sayso", append([]string{"add", "--db", db}, paths...)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	const people, rounds = 50, 3
	type said struct{ key, why string }
	acknowledged := map[string]string{} // decision -> why
	var open []said                     // sent, and not answered
	var claims []string
	for round := range rounds {
		desk, process := served(t, db)
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
		if claims == nil {
			for h, err := range desk.Search(ctx, url.Values{"limit": {"100"}}) {
				if err != nil {
					t.Fatal(err)
				}
				claims = append(claims, h.Report+"/"+h.Claim)
			}
		}
		for _, o := range open { // as a browser does that comes back
			d, err := desk.Decide(ctx, client.Asked{Verb: "note", Subject: claims[0], Why: o.why}, o.key)
			if err != nil {
				t.Fatal(err)
			}
			acknowledged[d.ID] = o.why
		}
		open = nil
		var mu sync.Mutex
		n := 0
		enough := make(chan struct{})
		var editing sync.WaitGroup
		for person := range people {
			editing.Go(func() {
				for i := 0; ; i++ {
					o := said{fmt.Sprintf("k-%d-%d-%d", round, person, i), fmt.Sprintf("round %d, person %d, edit %d", round, person, i)}
					subject := claims[(person+i)%len(claims)]
					if i%2 == 0 {
						subject = claims[0]
					}
					d, err := desk.Decide(ctx, client.Asked{Verb: "note", Subject: subject, Why: o.why}, o.key)
					mu.Lock()
					switch {
					case err == nil:
						acknowledged[d.ID] = o.why
						if n++; n == 150 {
							close(enough)
						}
					case i%2 == 0:
						open = append(open, o)
					}
					mu.Unlock()
					var p *client.Problem
					if errors.As(err, &p) {
						t.Errorf("refused: %v", err)
					}
					if err != nil {
						return
					}
				}
			})
		}
		select {
		case <-enough:
		case <-ctx.Done():
			t.Error("too slow: ", n)
		}
		if err := process.Process.Kill(); err != nil { // SIGKILL
			t.Fatal(err)
		}
		process.Wait()
		editing.Wait()
		cancel()
	}
	desk, _ := served(t, db)
	for _, o := range open {
		d, err := desk.Decide(t.Context(), client.Asked{Verb: "note", Subject: claims[0], Why: o.why}, o.key)
		if err != nil {
			t.Fatal(err)
		}
		acknowledged[d.ID] = o.why
	}
	times := map[string]int{}
	kept := map[string]string{}
	for d, err := range desk.Decisions(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		times[d.Why]++
		kept[d.ID] = d.Why
	}
	lost := 0
	for id, why := range acknowledged {
		if kept[id] != why {
			lost++
		}
		if times[why] != 1 {
			t.Errorf("%q was recorded %d times", why, times[why])
		}
	}
	if lost > 0 || len(acknowledged) < rounds*150 {
		t.Errorf("%d of %d acknowledged decisions lost", lost, len(acknowledged))
	}
	t.Logf("%d decisions of %d people acknowledged over %d kills, none lost; %d in the ledger", len(acknowledged), people, rounds, len(kept))
	if out, err := exec.Command("sayso", "verify", "--db", db).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// The requests in docs/desk.md do what they say, against desks that are there.
func TestDocumentedRequests(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("curl is not installed: the requests of docs/desk.md were not tried")
	}
	doc, err := os.ReadFile("../../docs/desk.md")
	if err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(t.TempDir(), "l.db")
	paths, err := filepath.Glob("../../examples/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("sayso", append([]string{"add", "--db", db}, paths...)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	tried := 0
	try := func(desk *client.Client, token string, want func(line string) bool) {
		for _, line := range strings.Split(string(doc), "\n") {
			line, ok := strings.CutPrefix(line, "    ")
			if !ok || !strings.Contains(line, "curl ") || !want(line) {
				continue
			}
			c := exec.Command("sh", "-c", strings.ReplaceAll(line, "http://127.0.0.1:7297", desk.Base))
			c.Env = append(os.Environ(), "TOKEN="+token)
			out, err := c.Output()
			if err != nil || len(out) < 20 {
				t.Errorf("%s\n%v: %s", line, err, out)
			}
			tried++
		}
	}
	team := func(line string) bool { return strings.Contains(line, "$TOKEN") }
	desk, process := served(t, db, "--jobs", "1")
	try(desk, "", func(line string) bool { return !team(line) })
	process.Process.Kill()
	process.Wait()
	add := exec.Command("sayso", "account", "add", "--db", db, "ann", "--role", "admin", "--made-up")
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	secret, err := exec.Command("sayso", "account", "token", "--db", db, "ann", "--scopes", "read,decide").Output()
	if err != nil {
		t.Fatal(err)
	}
	desk, _ = served(t, db, "--jobs", "0")
	try(desk, strings.TrimSpace(string(secret)), team)
	if tried < 15 {
		t.Errorf("%d requests were tried", tried)
	}
}
