module github.com/sayso/sayso

go 1.26.0

require (
	github.com/sfomuseum/go-edtf v1.2.1 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/text v0.43.0 // indirect
)
