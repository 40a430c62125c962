// Command sayso reads news reports and tells what they claim, and on whose
// say-so. See README.md.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
