package reading_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/sayso/sayso/extract"
	"github.com/sayso/sayso/reading"
)

// sentence is a report of a few sentences and what each claim of it is, as told writes it.
type sentence struct{ text, want string }

// sentences are invented reports of a few sentences and what each claim of them
// is: its words, the names of its voices, how sure it is, its stage and time.
var sentences = []sentence{
	{`The army published a map that it said showed the tunnels. The clerk testified on Monday. She said Velden had told her to burn the books. Asked whether she had warned anyone, she said nobody had listened.`,
		`The army published a map that it said showed the tunnels | | CT+ happened
showed the tunnels | army | CT+ happened
The clerk testified on Monday | | CT+ happened 2024-06-10
Velden had told her to burn the books | clerk | CT+ happened
to burn the books | clerk | U ordered
Asked | | CT+ happened
whether she had warned anyone | | U unknown
nobody had listened | clerk | CT- happened`},
	{`Two drivers said the road was mined. A third said he had seen soldiers there. Few believe that the road will open. Few doubt that the mayor knew.`,
		`the road was mined | Two drivers | CT+ happened
he had seen soldiers there | third | CT+ happened
the road will open | Few | PR- predicted
the mayor knew | Few | PR+ happened`},
	{`The gates were open, emails seen by this newspaper suggest. Whether she comes is unclear: her office says she was asked but the clerk says nobody was invited.`,
		`The gates were open | emails seen by this newspaper | PR+ happened
seen by this newspaper | | CT+ happened
Whether she comes | | U unknown
she was asked | her office | CT+ happened
nobody was invited | clerk | CT- happened`},
	{`Its list had 118 names, but survivors said far more were on board, one of them shouting "too many, far too many". A channel close to the army claimed that a drone had been found, posting an old picture. The picture was from 2023.`,
		`Its list had 118 names | | CT+ happened 118-118
far more were on board | survivors | CT+ happened
one of them shouting "too many, far too many" | | CT+ happened
a drone had been found | channel close to the army | CT+ happened
posting an old picture | | CT+ happened
The picture was from 2023 | | CT+ happened 2023`},
	{"Minister quits over deal he says he never signed\n\nAgriculture Minister Petar Ganev stepped down on Sunday. Ganev said the signature was forged. Prime Minister Elena Dobreva said it was right.\n",
		`Minister quits over deal he says he never signed | | CT+ happened
he never signed | Petar Ganev | CT- happened
Agriculture Minister Petar Ganev stepped down on Sunday | | CT+ happened 2024-06-09
the signature was forged | Petar Ganev | CT+ happened
it was right | Elena Dobreva | CT+ holds`},
	{`The minister stopped short of saying the plant was safe. The jury heard claims that the money had been stolen. The senator backed down from his claim that the vote was rigged.`,
		`The minister stopped short of saying the plant was safe | | CT+ happened
the plant was safe | minister | U holds
the money had been stolen | | CT+ happened
The senator backed down from his claim that the vote was rigged | | CT+ happened
the vote was rigged | senator | U happened`},
	{`Word spread that the king was dying. It is widely assumed that the bridge was sold. The plan was for 200 homes to be built by 2020. The tape, if genuine, shows a crime. The crew was presumed dead until a fisherman found them.`,
		`the king was dying | | CT+ happened
the bridge was sold | | PR+ happened
to be built by 2020 | | U planned ../2020 200-200
The tape, if genuine, shows a crime | | U conditional
dead | | PR+ holds
until a fisherman found them | | CT+ happened`},
	{`The mayor was quoted by the Lisk Gazette as telling aides that the bridge was unsafe. Holm no longer denies that they met. The rumour that Holm is dead is false. Inspectors ignored warnings that the dam was cracked. The dam, supposedly safe, burst a week later.`,
		`the bridge was unsafe | Lisk Gazette < mayor | CT+ happened
Holm no longer denies that they met | | CT- holds
they met | Holm | U happened
Holm is dead | | CT- holds
The rumour that Holm is dead is false | | CT+ holds
Inspectors ignored warnings that the dam was cracked | | CT+ happened
the dam was cracked | | CT+ happened
The dam, supposedly safe, burst a week later | | CT+ happened`},
	{`At least 12 but no more than 20 men were held. Holm was jailed for nine years in 2015. The firm paid 3m euros. A quarter of a million people fled. The firm was supposed to pay by March.`,
		`no more than 20 men were held | | CT+ happened 12-20
Holm was jailed for nine years in 2015 | | CT+ happened 2015 9-9
The firm paid 3m euros | | CT+ happened 3e+06-3e+06
A quarter of a million people fled | | CT+ happened 250000-250000
to pay by March | | U ordered ../2024-03`},
	{`The company disputes that it owes tax. It is not true, as some have said, that the dam was cracked. What officials say was an accident killed nine. Scarcely had the gate opened when it jammed. Hardly anyone believes that the dam will hold.`,
		`it owes tax | company | CT- holds
It is not true, as some have said, that the dam was cracked | | CT- holds
the dam was cracked | | CT- happened
was an accident | officials | CT+ happened
What officials say was an accident killed nine | | CT+ happened 9-9
opened when it jammed | | CT+ happened
when it jammed | | CT+ happened
Hardly anyone believes that the dam will hold | | CT- holds
the dam will hold | anyone | PR- predicted`},
	{`One resident of Harsun said soldiers came at dawn. "Nobody was given a copy," the man said. The network cites 16 photographs, none of which the Monitor could verify. It is understood that one of the drivers fled. The dam undoubtedly burst.`,
		`soldiers came at dawn | One resident of Harsun | CT+ happened
Nobody was given a copy | One resident of Harsun | CT- happened
The network cites 16 photographs, none of which the Monitor could verify | | CT+ holds 16-16
none of which the Monitor could verify | | CT- happened
one of the drivers fled | | PR+ happened
The dam undoubtedly burst | | PR+ happened`},
	{`The museum returned the head, not because it accepted that the piece had been looted.`,
		`The museum returned the head, not because it accepted that the piece had been looted | | CT+ happened
the piece had been looted | museum | U happened`},
	{`"The dam will be filled again by September," its director, Marta Lind, told reporters on Tuesday. She said that the old gates were lost.`,
		`The dam will be filled again by September | Marta Lind | CT+ planned ../2024-09
the old gates were lost | Marta Lind | CT+ happened`},
	{`The coastguard on Tuesday searched the bay. Police said on Friday that three men were arrested.`,
		`The coastguard on Tuesday searched the bay | | CT+ happened 2024-06-04
three men were arrested | Police | CT+ happened 3-3`},
	{`The foreign minister of Orsia rejected reports that his country had agreed to sell water.`,
		`The foreign minister of Orsia rejected reports that his country had agreed to sell water | | CT+ happened
his country had agreed to sell water | foreign minister of Orsia | CT- happened
to sell water | foreign minister of Orsia | U planned`},
	{`Orsia will deliver 200 tons a year from 2026, the Vellmar Gazette reported, citing two officials with knowledge of the talks.`,
		`Orsia will deliver 200 tons a year from 2026 | Vellmar Gazette < two officials with knowledge of the talks | CT+ planned 2026/.. 200-200`},
	{`"Nobody told us anything," said Kari Moe, who lost her brother.`,
		`Nobody told us anything | Kari Moe | CT- happened
who lost her brother | | CT+ happened`},
	{`The report found that the bow door had probably not been closed.`,
		`the bow door had probably not been closed | report | PR- happened`},
	{`Holm could not be reached on Sunday. He is due to appear before a committee on July 4.`,
		`Holm could not be reached on Sunday | | CT- happened 2024-06-09
He is due to appear before a committee on July 4 | | CT+ planned 2024-07-04`},
	{`The bank acted after a ministry cable alleged that the money had been spent.`,
		`The bank acted after a ministry cable alleged that the money had been spent | | CT+ happened
the money had been spent | ministry cable | CT+ happened`},
	{`Han could not be reached. The panel's mandate expires on August 30.`,
		`Han could not be reached | | CT- happened
The panel's mandate expires on August 30 | | CT+ planned 2024-08-30`},
	{`TORSK (Aldwire) - A court in Torsk on Friday jailed the captain.`,
		`A court in Torsk on Friday jailed the captain | | CT+ happened 2024-06-07`},
	{`The ministry on Tuesday ordered the company to keep two ships in port until June 20.`,
		`The ministry on Tuesday ordered the company to keep two ships in port until June 20 | | CT+ happened 2024-06-04
to keep two ships in port | | U ordered ../2024-06-20 2-2`},
	{`The owner said a guard had told her that the gate "was left open."`,
		`the gate "was left open." | owner < guard | CT+ happened`},
	{`The judge threw out the allegation that he had bribed a clerk. The bank denied a report in a local paper that it had frozen accounts.`,
		`The judge threw out the allegation that he had bribed a clerk | | CT+ happened
he had bribed a clerk | judge | U happened
it had frozen accounts | bank | CT- happened`},
	{`The army withdrew its statement that the bridge was safe. The witness recanted his testimony that he had seen the car.`,
		`The army withdrew its statement that the bridge was safe | | CT+ happened
the bridge was safe | army | U holds
he had seen the car | witness | U happened`},
	{`The agency deleted a story saying that the airport had closed. The report that forty men had died was retracted on Friday.`,
		`The agency deleted a story saying that the airport had closed | | CT+ happened
the airport had closed | agency | U happened
forty men had died | | U happened 40-40
The report that forty men had died was retracted on Friday | | CT+ happened 2024-06-07`},
	{`The ministry has not withdrawn its claim that the dam is safe. The weekly stood by its report that the mayor had fled.`,
		`The ministry has not withdrawn its claim that the dam is safe | | CT- happened
the dam is safe | ministry | CT+ holds
The weekly stood by its report that the mayor had fled | | CT+ happened
the mayor had fled | weekly | CT+ happened`},
	{`It was wrong to say that the crew had fled, the weekly said. The weekly no longer says that the mate had drowned.`,
		`It was wrong to say that the crew had fled | weekly | CT+ happened
the crew had fled | weekly | CT- happened
The weekly no longer says that the mate had drowned | | CT- holds
the mate had drowned | weekly | U happened`},
	{`The group claimed responsibility for the attack, but offered no proof. Contrary to earlier reports, the pilot survived.`,
		`The group claimed responsibility for the attack | | CT+ happened
offered no proof | | CT- happened
Contrary to earlier reports, the pilot survived | | CT+ happened`},
	{`The minister said the claim that soldiers had looted the museum was a lie. She refused to rule out resigning.`,
		`soldiers had looted the museum | minister | CT- happened
the claim that soldiers had looted the museum was a lie | minister | CT+ holds
She refused to rule out resigning | | CT+ happened
to rule out | | CT- happened
resigning | | U planned`},
	{`Fears that the dam would burst proved unfounded. It is far from certain that the vote will be held.`,
		`the dam would burst | | CT- predicted
proved unfounded | | CT+ happened
the vote will be held | | U predicted`},
	{`The video, which was sent to us, appeared to show soldiers beating a man. Residents spoke of soldiers going from house to house.`,
		`which was sent to us | | CT+ happened
beating a man | | PR+ happened
Residents spoke of soldiers going from house to house | | CT+ happened
going from house to house | Residents | CT+ happened`},
	{`The state news agency, quoting a ministry statement, said the bridge was open. The court jailed Jon Aber, whose lawyer said the trial was unfair.`,
		`the bridge was open | state news agency < ministry statement | CT+ holds
The court jailed Jon Aber, whose lawyer said the trial was unfair | | CT+ happened
the trial was unfair | Jon Aber's lawyer | CT+ holds`},
	{`The plane did not, as first reported, come down in the sea. The gates were old, the engineers' report said. Some reports said that the bridge had fallen.`,
		`The plane did not, as first reported, come down in the sea | | CT- happened
The gates were old | engineers' report | CT+ happened
the bridge had fallen | Some reports | CT+ happened`},
	{`The rebels have been accused of using child soldiers, which they deny.`,
		`of using child soldiers | | CT+ happened`},
	{`The ministry on Thursday denied a report by the Kelda Post that it had sent 300 soldiers. It is wrong to conclude that they are lost, she said.`,
		`it had sent 300 soldiers | ministry | CT- happened 300-300
It is wrong to conclude that they are lost | she | CT+ holds
to conclude that they are lost | she | CT- holds
they are lost | she | U holds`},
	{`Orsian opposition leader Mira Tal demanded an inquiry. "The house was lied to," she said. The minister of Orsia, Jon Feld, ruled out a vote. In February he said he would not refuse help.`,
		`Orsian opposition leader Mira Tal demanded an inquiry | | CT+ happened
The house was lied to | Mira Tal | CT+ happened
The minister of Orsia, Jon Feld, ruled out a vote | | CT+ happened
he would not refuse help | Jon Feld | CT- planned`},
	{`No fewer than 30 people died. No more than five ships have docked. The strike is expected to last three days.`,
		`No fewer than 30 people died | | CT+ happened
No more than five ships have docked | | CT+ happened
The strike is expected to last three days | | PR+ predicted 3-3`},
	{`Two boys aged 9 and 12 arrived in the second half of April. The loan is to be repaid over 20 years.`,
		`Two boys aged 9 and 12 arrived in the second half of April | | CT+ happened 2024-04-16/2024-04-30 2-2 9-9 12-12
The loan is to be repaid over 20 years | | CT+ planned 20-20`},
	{`Nobody disputes that the gate was open. There is little doubt that the fire was set. No evidence has emerged that the ballot was rigged.`,
		`Nobody disputes that the gate was open | | CT- holds
the gate was open | | CT+ happened
the fire was set | | PR+ happened
No evidence has emerged that the ballot was rigged | | CT- happened
the ballot was rigged | | U happened`},
	{`Contrary to what the ministry says, the camp is still open. It is true that the mayor met the banker.`,
		`Contrary to what the ministry says, the camp is still open | | CT+ holds
the mayor met the banker | | CT+ happened`},
	{`The governor's claim to have visited the camp was contradicted by his diary. The mayor may or may not have known. The photo was shared thousands of times.`,
		`to have visited the camp | governor | CT+ happened
The governor's claim to have visited the camp was contradicted by his diary | | CT+ happened
The mayor may or may not have known | | U happened
The photo was shared thousands of times | | CT+ happened`},
	{"A driver said he had refused.\n\n\"The money was in an old sack,\" the text went on.\n\n\"Gold is heavy on a long road.\"",
		`he had refused | driver | CT+ happened
The money was in an old sack | text | CT+ happened
Gold is heavy on a long road | text | CT+ holds`},
	{"A driver said he had refused.\n\n\"Gold is heavy on a long road.\"",
		`he had refused | driver | CT+ happened
Gold is heavy on a long road | driver | CT+ holds`},
	{`A deal failed in May when the rebels withdrew, saying that the army had added names. Orsian media reported that a swap had been called off.`,
		`A deal failed in May when the rebels withdrew, saying that the army had added names | | CT+ happened 2024-05
when the rebels withdrew | | CT+ happened 2024-05
the army had added names | rebels | CT+ happened
a swap had been called off | Orsian media | CT+ happened`},
	{`The deputy cited a report by the Sund Institute. It says 14 tankers were lost.`,
		`The deputy cited a report by the Sund Institute | | CT+ happened
14 tankers were lost | report by the Sund Institute | CT+ happened 14-14`},
	{`The ambassador did not deny having met the rebels. The pilot is said by friends to have drunk heavily.`,
		`The ambassador did not deny having met the rebels | | CT- happened
having met the rebels | ambassador | U happened
to have drunk heavily | friends | CT+ happened`},
	{`Rebels have seized the dam, a local commander said, but the government denied losing control of it.`,
		`Rebels have seized the dam | local commander | CT+ happened
losing control of it | government | CT- happened`},
	{`An earlier report by this station that thieves had entered the vault was wrong.`,
		`thieves had entered the vault | earlier report by this station | CT- happened
An earlier report by this station that thieves had entered the vault was wrong | | CT+ happened`},
	{`The clerk claims that he is not guilty.`,
		`he is not guilty | clerk | CT- holds`},
	{`Both had pleaded not guilty. The clerk said he had acted on orders, which the ministry has denied.`,
		`Both had pleaded not guilty | | CT+ happened
he had acted on orders | clerk | CT+ happened
which the ministry has denied | | CT+ happened`},
	{`The march followed claims by villagers that soldiers burned houses.`,
		`The march followed claims by villagers that soldiers burned houses | | CT+ happened
soldiers burned houses | villagers | CT+ happened`},
	{`Doctors ruled out that he had been poisoned. The ministry did not rule out that the bridge had been mined.`,
		`he had been poisoned | Doctors | CT- happened
The ministry did not rule out that the bridge had been mined | | CT- happened
the bridge had been mined | | U unknown`},
	{`The police have no reason to believe that the fire was set on purpose. The minister refused to say that he would resign.`,
		`The police have no reason to believe that the fire was set on purpose | | CT- holds
the fire was set | police | U happened
The minister refused to say that he would resign | | CT+ happened
to say that he would resign | | CT- happened
he would resign | | U planned`},
	{`The guard did not know that the gate was open. It is not true that the plant was closed.`,
		`The guard did not know that the gate was open | | CT- happened
the gate was open | | CT+ happened
the plant was closed | | CT- happened`},
	{`The tower almost collapsed in the storm. The wounded man was too weak to walk. The judge is not thought to have taken bribes.`,
		`The tower almost collapsed in the storm | | CT- happened
The wounded man was too weak to walk | | CT+ happened
to walk | | CT- happened
to have taken bribes | | PR- happened`},
	{`The bridge was to have opened in May. The bank does not think that the loan will be repaid.`,
		`The bridge was to have opened in May | | U planned 2024-05
the loan will be repaid | bank | PR- predicted`},
	{`The firm sold what it says are safe masks. According to police, the driver was drunk, but his family says he never drank.`,
		`The firm sold what it says are safe masks | | CT+ happened
are safe masks | firm | CT+ holds
the driver was drunk | police | CT+ happened
he never drank | his family | CT- happened`},
	{`The pilots have not said why the team was turned away. The council considered changing its flag.`,
		`The pilots have not said why the team was turned away | | CT- happened
why the team was turned away | | CT+ happened
The council considered changing its flag | | CT+ happened
changing its flag | | U conditional`},
	{`They have the right to live and work here. The firm selected five men to send to the front.`,
		`They have the right to live and work here | | CT+ holds
to live | | U conditional
work | | U conditional
The firm selected five men to send to the front | | CT+ happened 5-5
to send to the front | | U planned`},
	{`A nurse pleaded not guilty on Monday to forging cards.`,
		`A nurse pleaded not guilty on Monday to forging cards | | CT+ happened 2024-06-10
to forging cards | nurse | CT- happened`},
	{`Earlier reports that a fourth man had been on board were false, the service added.`,
		`on board | service | CT- happened
were false | service | CT+ happened`},
	{`If a judge agrees, the doors could stay open. Ms Lind accused Mr Holm of hiding a letter. He called the charge "nonsense".`,
		`If a judge agrees | | U conditional
If a judge agrees, the doors could stay open | | PS+ conditional
of hiding a letter | Lind | CT+ happened
nonsense | Holm | CT+ holds`},
	{`The gates will stay shut on Wednesday, the ministry said.`,
		`The gates will stay shut on Wednesday | ministry | CT+ planned 2024-06-12`},
	{`It is not known whether they were replaced.`,
		`whether they were replaced | | U unknown`},
	{`It is not clear when that will be. It remains to be seen whether the vote will pass.`,
		`when that will be | | U unknown
whether the vote will pass | | U unknown`},
	{`Their whereabouts remain unknown, and the cause of the fire was not known.`,
		`Their whereabouts remain unknown | | U unknown
the cause of the fire was not known | | U unknown`},
	{`Nobody knows why the pump failed. Neither side said who fired first.`,
		`Nobody knows why the pump failed | | CT- holds
why the pump failed | | U unknown
Neither side said who fired first | | CT- happened
who fired first | | U unknown`},
	{`Police said it was not known who set the fire.`,
		`who set the fire | Police | U unknown`},
	{`What caused the blast, and who was in the house, remains unclear.`,
		`What caused the blast, and who was in the house | | U unknown
who was in the house | | U unknown`},
	{`The ministry did not say that the dam was safe.`,
		`The ministry did not say that the dam was safe | | CT- happened
the dam was safe | | U unknown`},
	{`According to the weekly, citing two aid workers, the camp was emptied in May.`,
		`the camp was emptied in May | weekly < two aid workers | CT+ happened 2024-05`},
	{`According to the agency, which cited a police source, three men fled.`,
		`three men fled | agency < police source | CT+ happened 3-3`},
	{`Adan Voss pleaded guilty to smuggling diesel. Ila Renn pleaded not guilty to killing a guard.`,
		`Adan Voss pleaded guilty to smuggling diesel | | CT+ happened
to smuggling diesel | Adan Voss | CT+ happened
Ila Renn pleaded not guilty to killing a guard | | CT+ happened
to killing a guard | Ila Renn | CT- happened`},
	{`Two men were acquitted in May of burning the mill.`,
		`Two men were acquitted in May of burning the mill | | CT+ happened 2024-05 2-2
of burning the mill | | CT- happened`},
	{`The court freed Jon Aber, who had been found guilty in 2016 of sabotaging the ferry.`,
		`The court freed Jon Aber, who had been found guilty in 2016 of sabotaging the ferry | | CT+ happened
who had been found guilty in 2016 of sabotaging the ferry | | CT+ happened 2016
of sabotaging the ferry | | CT+ happened`},
	{`The strike will go on unless the operator takes back the men it dismissed last month.`,
		`The strike will go on unless the operator takes back the men it dismissed last month | | U conditional
unless the operator takes back the men it dismissed last month | | U conditional
it dismissed last month | | CT+ happened 2024-05`},
	{`She admitted forging the lists.`,
		`forging the lists | She | CT+ happened`},
	{`The bridge could remain closed on Friday.`,
		`The bridge could remain closed on Friday | | PS+ predicted 2024-06-14`},
	{"Minister says dam is safe, engineers warn it may fail\n\nThe dam was built in 1962.",
		`dam is safe | Minister | CT+ holds
it may fail | engineers | PS+ predicted
The dam was built in 1962 | | CT+ happened 1962`},
	{`Witnesses describe a system: newcomers are held in a basement.`,
		`Witnesses describe a system | | CT+ holds
newcomers are held in a basement | Witnesses | CT+ holds`},
	{`Residents heard shelling. One said at least 12 bodies lay near the market.`,
		`Residents heard shelling | | CT+ happened
at least 12 bodies lay near the market | One | CT+ holds`},
	{`Rebels said on Friday they had seized the town. Vellmar has repeatedly denied arming them.`,
		`they had seized the town | Rebels | CT+ happened
Vellmar has repeatedly denied arming them | | CT+ happened
arming them | Vellmar | CT- happened`},
	{`The group occupied Tarn, killing the mayor and forcing half of its residents to flee.`,
		`The group occupied Tarn, killing the mayor | | CT+ happened
killing the mayor | | CT+ happened
forcing half of its residents to flee | | CT+ happened 50-50
to flee | | CT+ happened`},
}

func TestSentences(t *testing.T) {
	for _, c := range slices.Concat(sentences, denied, sayings, undone, voiced, forms, dated) {
		r := read(t, c.text, extract.Options{Published: "2024-06-10"})
		var got []string
		for i := range r.Claims {
			got = append(got, told(r, &r.Claims[i]))
		}
		if s := strings.Join(got, "\n"); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

// TestCut: whatever words a sentence has lost at its beginning or end, it is read, and
// every claim lies in it. The rules look before and behind the words they know.
func TestCut(t *testing.T) {
	for _, c := range slices.Concat(sentences, denied, sayings, undone, voiced, forms, dated) {
		for s := range strings.SplitSeq(c.text, ". ") {
			words := strings.Fields(s)
			for k := 1; k < len(words); k++ {
				for _, cut := range []string{strings.Join(words[k:], " "), strings.Join(words[:k], " ")} {
					if !strings.ContainsFunc(cut, unicode.IsLetter) {
						continue
					}
					r := read(t, cut, extract.Options{Published: "2024-06-10"})
					for _, c := range r.Claims {
						if c.Anchor.Start < 0 || c.Anchor.End > len(r.Text) || !c.Span.Contains(c.Anchor) {
							t.Errorf("%q: %s at %v in %v", cut, c.ID, c.Anchor, c.Span)
						}
					}
				}
			}
		}
	}
}

// TestHedges: what could not be is certain, and no hedge is told of it.
func TestHedges(t *testing.T) {
	for text, want := range map[string]string{
		`The agency said it could not verify the claim.`: "",
		`The report could not be verified.`:              "",
		`The report could be wrong.`:                     "could",
		`The report might not be wrong.`:                 "might",
	} {
		r := read(t, text, extract.Options{Published: "2024-06-10"})
		var got []string
		for _, c := range r.Claims {
			for _, h := range c.Hedges {
				got = append(got, h.Of(r.Text))
			}
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%s: %q, want %q", text, s, want)
		}
	}
}

// TestTooLong: what is too long to be a word is recorded as unread, an address is
// not.
func TestTooLong(t *testing.T) {
	long := strings.Repeat("ab", 600)
	r := read(t, "The pier is shut, see https://pier.example/"+strings.Repeat("a", 300)+". "+long+" The mayor resigned.", extract.Options{Published: "2024-06-10"})
	if len(r.Unread) != 1 || r.Unread[0].Span.Of(r.Text) != long {
		t.Errorf("unread: %+v", r.Unread)
	}
}

// TestCalling tells kinds of voices apart in plain words.
func TestCalling(t *testing.T) {
	r := &reading.Reading{Entities: []reading.Entity{{Kind: "Company", Name: "Kelda"}, {Kind: "PublicBody", Name: "Water Agency of Lisk"}}}
	for v, want := range map[struct{ Kind, Name string }]string{
		{Kind: "office", Name: "Kelda"}:                "company",
		{Kind: "office", Name: "Water Agency of Lisk"}: "official body",
		{Kind: "office", Name: "transport ministry"}:   "official body",
		{Kind: "office", Name: "airline"}:              "company",
		{Kind: "office", Name: "central bank"}:         "official body",
		{Kind: "office", Name: "mayor of Lisk"}:        "holder of an office",
		{Kind: "office", Name: "prison guards' union"}: "organisation",
		{Kind: "collective", Name: "islanders"}:        "group",
		{Kind: "person", Name: "Ann Roe"}:              "named person",
	} {
		if got := r.Calling(reading.Voice{Kind: v.Kind, Name: v.Name}); got != want {
			t.Errorf("%s: %s, want %s", v.Name, got, want)
		}
	}
}

func told(r *reading.Reading, c *reading.Claim) string {
	var names []string
	for _, l := range c.Sources {
		for _, v := range r.Voices {
			if v.ID == l.Voice {
				names = append(names, v.Name)
			}
		}
	}
	s := fmt.Sprintf("%s | %s | %s %s", c.Span.Of(r.Text), strings.Join(names, " < "), c.Factuality, c.Status)
	if c.When.EDTF != "" {
		s += " " + c.When.EDTF
	}
	for _, id := range c.Quantities {
		for _, q := range r.Quantities {
			if q.ID == id && q.Low != nil && q.High != nil {
				s += fmt.Sprintf(" %g-%g", *q.Low, *q.High)
			}
		}
	}
	return strings.ReplaceAll(s, "|  |", "| |")
}

// TestVoices tells of some claims of invented reports, by their anchors, whose
// they are.
func TestVoices(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The head of the River Trust, Ane Solm, told Vale News any plan \"must be well thought out\": \"More walls are no answer.\n\n\"Families live in fear.\"\n\nThe council met.", `thought Ane Solm, answer Ane Solm, live Ane Solm, met`},
		{"Ida Holm, a nurse, spoke: 'The ward was full.\n\n'We slept on the floor.'\n\nThe owners' bank is shut.", `full Ida Holm, slept Ida Holm, shut`},
		{`'The road is open,' said Lars Holm. 'The owners' men cleared it. Nobody helped.' The council denied this.`, `open Lars Holm, cleared Lars Holm, helped Lars Holm, denied`},
		{`The beam was 6" thick, the builder said. "It was sound," he added. The council closed the hall. "We had no choice," said Lars Holm.`, `thick builder, sound builder, closed, had Lars Holm`},
		{"Ida Holm said: \"The roof is new.\n\nThe council paid half of it. \"The rest is owed,\" Bo Rask said. Work ended. \"It looks well,\" said Ane Roe.", `new Ida Holm, paid, owed Bo Rask, ended, looks Ane Roe`},
		{`The clinic did not say how many beds were lost.`, `lost`},
		{`She declined to say whether the bridge was safe.`, `declined, safe`},
		{`Brandis blamed the ministry for scrapping a rebate on which, he said, small farms depend.`, `depend Brandis`},
		{`No life was lost, said the head of the clinic in Ambolu, Jane Roe.`, `lost Jane Roe`},
		{`"The road is open," said Bukar Aji, who has driven 46 goats down from the plateau.`, `open Bukar Aji, driven`},
		{`Divers who examined the hull said that no oil had spilled.`, `examined, spilled Divers`},
		{`The union insisted that every sack be opened. The panel recommends that the council add two tankers to its list.`, `opened, add`},
		{`The bow is missing; it may have been cut away when a sewer was built, Nairn said.`, `missing, cut Nairn, built Nairn`},
		{`Two wolves were shot in May, an autopsy suggests.`, `shot autopsy`},
		{`Kidnappers, ministers argue, will lose interest once the money dries up.`, `lose ministers, dries ministers`},
		{`The Tidegate quoted a tribal elder as saying that she was ill.`, `ill Tidegate < tribal elder`},
		{`Prices rose by ten per cent. It is 34 degrees warm.`, `rose, warm`},
		{`Each must pay, according to need.`, `pay`},
		{`The farmers' union accused the Ministry of Agriculture of breaking its word.`, `breaking farmers' union`},
		{`The minister does not think a conviction is likely.`, `likely minister`},
		{"\"Sell the trees\": forester on thirty years of pines\n\nThe wood at Torsk is old.", `Sell forester`},
		{`The driver stayed in the cab and rang the bell while the bus burned, witnesses said.`, `stayed witnesses, rang witnesses, burned witnesses`},
		{`Guests can count as residents, a court has ruled.`, `count court`},
		{`The manager, they point out, was born in Torsk.`, `born they`},
		{`"Our postman said a bus driver had been shown a map with our street coloured red," said Jane Ollerton.`, `shown Jane Ollerton < Our postman`},
		{`"He told me the list was full," Anna Weld said.`, `full Anna Weld < He`},
		{`The paper, citing a mediator, said the talks had failed.`, `failed paper < mediator`},
		{`The talks had failed, the paper quoted a mediator as saying on Friday.`, `failed paper < mediator`},
		{"Water board to cut supply as reservoir drops, mayor denies crisis\n\nThe board will cut supply.", `drops`},
		{`Guards were told to come back in May.`, `come`},
		{"An hour with Ane Solvang\n\nShe runs the port office in Torsk.\n\nAre you tired of it?\n\nI am tired, yes. The berths are full.\n\nWould your son take over?\n\nMy son is at sea.", `tired Ane Solvang, full Ane Solvang, sea Ane Solvang`},
	} {
		r := read(t, c.text, extract.Options{Published: "2024-06-10"})
		got := map[string]string{}
		for i := range r.Claims {
			k := &r.Claims[i]
			_, voices, _ := strings.Cut(told(r, k), " | ")
			voices, _, _ = strings.Cut(voices, "|")
			got[k.Anchor.Of(r.Text)] = strings.TrimSpace(voices)
		}
		for w := range strings.SplitSeq(c.want, ", ") {
			anchor, voices, _ := strings.Cut(w, " ")
			if g, ok := got[anchor]; !ok || g != voices {
				t.Errorf("%s\n%s: got %q, want %q", c.text, anchor, g, voices)
			}
		}
	}
}
