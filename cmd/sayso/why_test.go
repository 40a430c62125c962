package main

import "testing"

func TestWhy(t *testing.T) { script(t, "why") }
