package main

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestNames(t *testing.T) { script(t, "names") }

// setID FILE VAR sets VAR to the first candidate's id in a file.
func setID(ts *testscript.TestScript, _ bool, args []string) {
	setFound(ts, args, regexp.MustCompile(`"id":"(n[0-9a-f]{8})"`))
}

// setDecision FILE VAR sets VAR to the first decision's id in a file.
func setDecision(ts *testscript.TestScript, _ bool, args []string) {
	setFound(ts, args, regexp.MustCompile(`(?m)^(d[0-9]+): `))
}

// setReports FILE sets a variable named like its outlet to each report's id.
func setReports(ts *testscript.TestScript, _ bool, args []string) {
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		var r struct{ ID, Outlet string }
		ts.Check(json.Unmarshal([]byte(line), &r))
		ts.Setenv(strings.ToUpper(strings.ReplaceAll(r.Outlet, " ", "_")), r.ID)
	}
}

func setFound(ts *testscript.TestScript, args []string, what *regexp.Regexp) {
	g := what.FindStringSubmatch(ts.ReadFile(args[0]))
	if g == nil {
		ts.Fatalf("%s has no %s", args[0], what)
	}
	ts.Setenv(args[1], g[1])
}
