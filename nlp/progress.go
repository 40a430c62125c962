package nlp

import "context"

type progressKey struct{}

// WithProgress is ctx under which AnalyzeContext tells, after each window of
// text that it has read, how many of how many that are. tell may be called from
// several goroutines at once.
func WithProgress(ctx context.Context, tell func(done, all int)) context.Context {
	return context.WithValue(ctx, progressKey{}, tell)
}

// progress is the function to tell, one that does nothing where there is none.
func progress(ctx context.Context) func(done, all int) {
	if tell, ok := ctx.Value(progressKey{}).(func(done, all int)); ok {
		return tell
	}
	return func(int, int) {}
}
