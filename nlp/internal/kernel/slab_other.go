//go:build !linux

package kernel

func beforePage([]int8) int { return 0 }

func askForLargePages([]int8) {}
