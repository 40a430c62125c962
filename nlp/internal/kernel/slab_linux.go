package kernel

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// beforePage is how many bytes of room lie before its first large page.
func beforePage(room []int8) int {
	return int(-uintptr(unsafe.Pointer(&room[0])) % largePage)
}

// askForLargePages asks; a system that gives none serves as well, more slowly.
func askForLargePages(room []int8) {
	_ = unix.Madvise(unsafe.Slice((*byte)(unsafe.Pointer(&room[0])), len(room)), unix.MADV_HUGEPAGE)
}
