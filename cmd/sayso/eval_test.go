package main

import "testing"

func TestEval(t *testing.T) { script(t, "eval") }
