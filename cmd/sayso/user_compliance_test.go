package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A compliance analyst screens names against a list of their own, and reads one
// alert for one report and all its echoes.
func TestComplianceGetsCandidatesAndOneAlert(t *testing.T) {
	d := newDesk(t)
	list := filepath.Join(d.dir, "mine.csv")
	if err := os.WriteFile(list, []byte("name,country\nSand Vik Marine,Norway\nOlaf Hansen,Norway\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	found := d.say("without", "screen", "--list", list, "Sandvik Marine")
	if !strings.Contains(found, "Sand Vik Marine") {
		t.Errorf("no candidate for another spelling:\n%s", found)
	}
	if verdict := strings.ToLower(found); strings.Contains(verdict, "match confirmed") || strings.Contains(verdict, "is listed") {
		t.Errorf("a candidate is told as a verdict:\n%s", found)
	}
	all := archived(t, "original.txtar")
	var names []string
	for n := range all {
		names = append(names, n)
	}
	d.add(all, names...)
	type alert struct {
		ID      string   `json:"id"`
		Reports []string `json:"reports"`
		First   string   `json:"first"`
	}
	alerts := objects[alert](d, "stories", "--alone", "--format", "json")
	if len(alerts) != 1 {
		t.Fatalf("%d alerts for one report and its echoes: %+v", len(alerts), alerts)
	}
	if len(alerts[0].Reports) != len(all) || alerts[0].First != d.id(all["original"].URL) {
		t.Errorf("the alert has %d reports, the first %s", len(alerts[0].Reports), alerts[0].First)
	}
}

// A rejected proposal stays rejected when further reports come in.
func TestComplianceRejectsOnce(t *testing.T) {
	d := newDesk(t)
	all := archived(t, "dam.txtar")
	d.add(all, "r19", "r20", "r21")
	type link struct {
		Kind  string `json:"kind"`
		ToURL string `json:"to_url"`
		State string `json:"state"`
		ID    string `json:"id"`
	}
	denial := func() (state, id string) {
		t.Helper()
		for _, r := range objects[struct {
			URL   string `json:"url"`
			Links []link `json:"links"`
		}](d, "origins", "--format", "json") {
			for _, l := range r.Links {
				if r.URL == all["r21"].URL && l.Kind == "denies" && l.ToURL == all["r19"].URL {
					return l.State, l.ID
				}
			}
		}
		t.Fatal("the ministry's denial is not proposed as one")
		return "", ""
	}
	state, id := denial()
	if state != "proposed" || id == "" {
		t.Fatalf("the denial is %s, by the id %q", state, id)
	}
	d.say("reject", id, "--why", "it speaks of another sale")
	d.add(all, "r22", "r23")
	if state, _ := denial(); state != "rejected" {
		t.Errorf("after further reports the denial is %s", state)
	}
	if !strings.Contains(d.say("decisions"), "it speaks of another sale") {
		t.Error("the reason is not kept")
	}
}
