package capture

import "regexp"

var wayback = regexp.MustCompile(`^https?://[^/?#]+/(?:[\w-]+/)*(\d{4,14})(?:[a-z]{2}_)?/(https?:/{1,2}[^\s]+)$`)

// ArchivedAddress is the address that was copied, for the address of a copy in a
// web archive that names both as the Wayback Machine does:
// https://web.archive.org/web/20240313080000/https://example.org/a.
func ArchivedAddress(address string) (string, bool) {
	m := wayback.FindStringSubmatch(address)
	if m == nil {
		return "", false
	}
	u, err := webAddress(m[2])
	if err != nil {
		return "", false
	}
	return u.String(), true
}
