package extract

import (
	"regexp"
	"sync"
)

// lazily is a pattern that is compiled when it is first used, since most
// commands use few of them.
func lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
