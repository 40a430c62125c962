package work

import (
	lru "container/list"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/story"
)

// shelf is story's store in a state of the ledger. Profiles are made from
// readings as they are needed, and those looked at lately kept.
type shelf struct {
	ctx    context.Context
	v      *ledger.View
	kept   *kept
	groups *groups
	err    error // the first failure; what follows from the shelf is void then
}

func newShelf(ctx context.Context, v *ledger.View, k *kept) *shelf {
	return &shelf{ctx: ctx, v: v, kept: k, groups: newGroups(0)}
}

// groups are origins and stories as they were looked up in one state of the
// shelf.
type groups struct {
	turn    int64
	related map[string]Related
	members map[string][]string // origin -> its reports, none where it has one alone
}

func newGroups(turn int64) *groups {
	return &groups{turn, map[string]Related{}, map[string][]string{}}
}

// mostGroups bounds how many reports' groups are kept at hand.
const mostGroups = 20_000

// grouped are the groups kept at hand, if they are those of this turn; if not, the
// briefs are forgotten too.
func (r *Relator) grouped(turn int64) *groups {
	if r.groups == nil || r.groups.turn != turn || len(r.groups.related) > mostGroups {
		r.groups = newGroups(turn)
		clear(r.kept.briefs)
	}
	return r.groups
}

// turned keeps the groups that facts of the turn left as they were.
func (r *Relator) turned(turn int64, facts []ledger.Fact) {
	g := r.grouped(turn)
	for _, f := range facts {
		switch f.Kind {
		case FactRelated:
			delete(g.related, f.Key)
		case FactOrigin:
			delete(g.members, f.Key)
		}
	}
	g.turn++
}

func (s *shelf) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// void is an empty profile to stand in after a failure.
var void = &story.Profile{}

func (s *shelf) Profile(id string) *story.Profile {
	if p := s.kept.get(id); p != nil {
		return p
	}
	p, _, err := profile(s.ctx, s.v, id)
	if err != nil {
		s.fail(err)
		return void
	}
	s.kept.put(p)
	return p
}

// profile is a report's, from its card where that is of the current reading, else
// made from that.
func profile(ctx context.Context, v *ledger.View, id string) (p *story.Profile, made bool, err error) {
	if card, err := v.ShelfCard(ctx, id); err == nil {
		if p, err := story.ReadCard(card); err == nil {
			return p, false, nil
		}
	} else if !errors.Is(err, ledger.ErrNotFound) {
		return nil, false, err
	}
	r, err := v.Reading(ctx, id)
	if err != nil {
		return nil, false, err
	}
	return story.Slim(r), true, nil
}

func (s *shelf) Head(id string) story.Head { return s.brief(id).head }

func (s *shelf) Terms(id string) []story.Term { return s.brief(id).terms }

// brief is what is mostly asked of a report.
func (s *shelf) brief(id string) *brief {
	if b := s.kept.briefs[id]; b != nil {
		return b
	}
	if p := s.kept.look(id); p != nil {
		return s.kept.note(id, brief{p.Head(), p.Terms()})
	}
	x, err := s.v.ShelfHead(s.ctx, id)
	if err != nil {
		s.fail(err)
		return &brief{head: story.Head{Day: story.Undated}}
	}
	b := brief{story.Head{Day: x.First, Until: x.Last, Topic: make([]story.Key, len(x.Topic))}, make([]story.Term, len(x.Terms))}
	for i, k := range x.Topic {
		b.head.Topic[i] = story.Key(k)
	}
	for i, t := range x.Terms {
		b.terms[i] = story.Term{Key: story.Key(t.Key), Weight: t.Weight}
	}
	return s.kept.note(id, b)
}

func (s *shelf) Find(keys []story.Key, but string, from, to int) []story.Place {
	found, err := s.v.ShelfFind(s.ctx, numbers(keys), but, from, to)
	return s.places(found, err)
}

func (s *shelf) Latest(keys []story.Key, from, to, n int) []string {
	found, err := s.v.ShelfLatest(s.ctx, numbers(keys), from, to, n)
	if err != nil {
		s.fail(err)
	}
	return found
}

func (s *shelf) Following(keys []story.Key, after story.Place, n int) []story.Place {
	found, err := s.v.ShelfFollowing(s.ctx, numbers(keys), ledger.ShelfPlace{Day: after.Day, Report: after.ID}, n)
	return s.places(found, err)
}

func (s *shelf) places(found []ledger.ShelfPlace, err error) []story.Place {
	if err != nil {
		s.fail(err)
	}
	out := make([]story.Place, len(found))
	for i, f := range found {
		out[i] = story.Place{Day: f.Day, ID: f.Report}
	}
	return out
}

func (s *shelf) Ties(id string) []story.Tie {
	found, err := s.v.ShelfTies(s.ctx, id)
	if err != nil {
		s.fail(err)
	}
	out := make([]story.Tie, len(found))
	for i, t := range found {
		out[i] = story.Tie(t)
	}
	return out
}

func numbers(keys []story.Key) []int64 {
	out := make([]int64, len(keys))
	for i, k := range keys {
		out[i] = int64(k)
	}
	return out
}

// related names a report's origins and stories, none before it was grouped.
func related(ctx context.Context, v *ledger.View, id string) (r Related, err error) {
	f, err := v.Fact(ctx, FactRelated, id)
	if errors.Is(err, ledger.ErrNotFound) {
		return r, nil
	}
	if err == nil {
		err = json.Unmarshal(f.Body, &r)
	}
	return r, err
}

// share tells whether two reports share an origin.
func (s *shelf) share(a, b string) bool { return meet(s.originsOf(a), s.originsOf(b)) }

// later is the one of two reports whose claims are held against the other's.
func (s *shelf) later(a, b string) string {
	if s.Head(a).After(a, s.Head(b), b) {
		return a
	}
	return b
}

func (s *shelf) relatedOf(id string) Related {
	r, ok := s.groups.related[id]
	if !ok {
		var err error
		if r, err = related(s.ctx, s.v, id); err != nil {
			s.fail(err)
		}
		s.groups.related[id] = r
	}
	return r
}

func (s *shelf) originsOf(id string) []string { return s.relatedOf(id).Origins }

func (s *shelf) centralOf(id string) float64 { return s.relatedOf(id).Central }

// companions are a report and all that share an origin with it.
func (s *shelf) companions(id string) []string {
	out := []string{id}
	for _, o := range s.originsOf(id) {
		out = append(out, s.members(o)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// members are the reports of an origin, none where it is kept no more or has
// one report alone.
func (s *shelf) members(origin string) []string {
	if all, ok := s.groups.members[origin]; ok {
		return all
	}
	f, err := s.v.Fact(s.ctx, FactOrigin, origin)
	if errors.Is(err, ledger.ErrNotFound) {
		s.groups.members[origin] = nil
		return nil
	}
	var o story.Origin
	if err == nil {
		err = json.Unmarshal(f.Body, &o)
	}
	if err != nil {
		s.fail(err)
		return nil
	}
	s.groups.members[origin] = o.Reports
	return o.Reports
}

// linkers are the reports with proposals about a report.
func (s *shelf) linkers(id string) []string {
	out, err := s.v.ShelfLinkers(s.ctx, id)
	if err != nil {
		s.fail(err)
	}
	return out
}

// revisers are the reports with proposals that they revise a report.
func (s *shelf) revisers(id string) (out []string, err error) {
	found, err := s.v.ShelfLinksTo(s.ctx, id)
	for i := range found {
		if story.KindOf(found[i].Body) == story.Revises {
			out = append(out, found[i].From)
		}
	}
	return out, err
}

// targets are the reports about which something is proposed of a report.
func (s *shelf) targets(id string) []string {
	found, err := s.v.ShelfLinksFrom(s.ctx, id)
	if err != nil {
		s.fail(err)
	}
	var out []string
	for _, l := range found {
		out = append(out, l.To)
	}
	return out
}

func meet(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// keptBytes is how much memory the profiles kept at hand may take.
const keptBytes = 64 << 20

// mostBriefs bounds how many reports' places and terms are kept at hand, of some
// 2 KB each.
const mostBriefs = 8000

// kept are the profiles that were looked at last, and of others what was asked.
type kept struct {
	at     map[string]*lru.Element
	order  lru.List // *story.Profile, the last looked at first
	bytes  int
	briefs map[string]*brief
}

// brief places a report on the shelf and tells what it is about.
type brief struct {
	head  story.Head
	terms []story.Term
}

func newKept() *kept { return &kept{at: map[string]*lru.Element{}, briefs: map[string]*brief{}} }

// note keeps a report's brief.
func (k *kept) note(id string, b brief) *brief {
	if len(k.briefs) >= mostBriefs {
		clear(k.briefs)
	}
	k.briefs[id] = &b
	return &b
}

// look is get for those who only glance at a profile: it is not kept longer for that.
func (k *kept) look(id string) *story.Profile {
	if e := k.at[id]; e != nil {
		return e.Value.(*story.Profile)
	}
	return nil
}

func (k *kept) get(id string) *story.Profile {
	e := k.at[id]
	if e == nil {
		return nil
	}
	k.order.MoveToFront(e)
	return e.Value.(*story.Profile)
}

func (k *kept) put(p *story.Profile) {
	k.drop(p.ID)
	k.at[p.ID] = k.order.PushFront(p)
	k.bytes += p.Size()
	for k.bytes > keptBytes && k.order.Len() > 1 {
		k.let(k.order.Back().Value.(*story.Profile).ID)
	}
}

// drop forgets all of a report.
func (k *kept) drop(id string) {
	delete(k.briefs, id)
	k.let(id)
}

// let lets go of a profile.
func (k *kept) let(id string) {
	if e := k.at[id]; e != nil {
		k.order.Remove(e)
		delete(k.at, id)
		k.bytes -= e.Value.(*story.Profile).Size()
	}
}
