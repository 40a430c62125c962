package main

import "testing"

func TestBrief(t *testing.T) { script(t, "brief") }
