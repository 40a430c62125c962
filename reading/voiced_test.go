package reading_test

// voiced are reports whose claims come through voices told in roundabout ways.
var voiced = []sentence{
	{`Brekke said the ship was unsafe and called for an inquiry. The firm said it had been hacked and urged customers to change passwords. The spokesman said the pump had burst but gave no reason. The bank said the vault had leaked, had dismissed two guards and would hire more.`,
		`the ship was unsafe | Brekke | CT+ holds
called for an inquiry | | CT+ happened
it had been hacked | firm | CT+ happened
urged customers to change passwords | | CT+ happened
to change passwords | | U ordered
the pump had burst | spokesman | CT+ happened
gave no reason | | CT- happened
the vault had leaked | bank | CT+ happened
had dismissed two guards | bank | CT+ happened 2-2
would hire more | bank | CT+ planned`},
	{`Three men had died, she said, correcting an earlier statement. The plane hit a hill, police said, killing nine people. The vote was rigged, Falk said, without offering evidence. Troops shelled the village, the governor said, adding that two women had died.`,
		`Three men had died | she | CT+ happened 3-3
correcting an earlier statement | | CT+ happened
The plane hit a hill | police | CT+ happened
killing nine people | police | CT+ happened 9-9
The vote was rigged | Falk | CT+ happened
without offering evidence | | CT- happened
Troops shelled the village | governor | CT+ happened
two women had died | governor | CT+ happened 2-2`},
	{`The lake is clean, the ministry says, but anglers disagree. The crew was drunk, Haas said, which the union denies. The crew was drunk, Haas said, though Holt refused to concede defeat. Ms Lind said the union offered talks, but the government refused.`,
		`The lake is clean | ministry | CT+ holds
anglers disagree | | CT+ holds
The crew was drunk | Haas | CT+ happened
which the union denies | | CT+ holds
The crew was drunk | Haas | CT+ happened
though Holt refused to concede defeat | | CT+ happened
to concede defeat | | CT- happened
the union offered talks | Lind | CT+ happened
the government refused | Lind | CT+ happened`},
	{`Falk took the money, Haas said, something he has neither confirmed nor denied. Prosecutors say Stimac, who denies wrongdoing, ordered the raid. He allegedly took the cash, but the judge freed him. Rask, allegedly the leader, was freed. The king, reportedly ill, danced.`,
		`Falk took the money | Haas | CT+ happened
he has neither confirmed | | CT- happened
denied | | CT- happened
who denies wrongdoing | | CT+ holds
Stimac, who denies wrongdoing, ordered the raid | Prosecutors | CT+ happened
He allegedly took the cash | | CT+ happened
the judge freed him | | CT+ happened
Rask, allegedly the leader, was freed | | CT+ happened
ill | | CT+ happened
The king, reportedly ill, danced | | CT+ happened`},
	{`Brekke said a crane had fallen on the van, and added that the driver had died. The firm said the pump worked, but nurses told reporters otherwise. The firm said the pump worked, but tests told a different story.`,
		`a crane had fallen on the van | Brekke | CT+ happened
the driver had died | Brekke | CT+ happened
the pump worked | firm | CT+ happened
the pump worked | firm | CT+ happened
but tests told a different story | | CT+ happened`},
	{`The ministry denied that its envoy had met rebels, calling the report "a fairy tale". The general disputed that version, saying the men had surrendered. Karoly lied when he said that the town had fallen, Rask wrote.`,
		`its envoy had met rebels, calling the report "a fairy tale" | ministry | CT- happened
the report "a fairy tale" | ministry | CT+ holds
the men had surrendered | general | CT+ happened
Karoly lied when he said that the town had fallen | Rask | CT+ happened
the town had fallen | Rask < Karoly | CT+ happened`},
	{`A nurse sacked after she warned that patients were dying was unfairly dismissed, a tribunal ruled.`,
		`A nurse sacked after she warned that patients were dying was unfairly dismissed | tribunal | CT+ happened
patients were dying | tribunal < nurse | CT+ holds
was unfairly dismissed | tribunal | CT+ happened`},
	{`It emerged that the minister had lied. As analysts had forecast, the plant closed. Contrary to the poll, Falk won. God knows whether he will come. The president all but confirmed that the envoy had resigned. No one has denied that the money was taken.`,
		`the minister had lied | | CT+ happened
As analysts had forecast, the plant closed | | CT+ happened
Contrary to the poll, Falk won | | CT+ happened
God knows whether he will come | | CT+ holds
whether he will come | | U unknown
the envoy had resigned | president | U happened
No one has denied that the money was taken | | CT- happened
the money was taken | | U happened`},
	{`In the judge's view, Rask was framed. In the words of one diplomat, the talks were dead. By her own admission, Chu took the money. By Kosta's account, the boat sank at noon. As the indictment puts it, Rask took the money. The way the army tells it, the rebels fled.`,
		`In the judge's view, Rask was framed | judge | CT+ happened
In the words of one diplomat, the talks were dead | one diplomat | CT+ happened
By her own admission, Chu took the money | Chu | CT+ happened
By Kosta's account, the boat sank at noon | Kosta | CT+ happened
As the indictment puts it | | CT+ holds
As the indictment puts it, Rask took the money | indictment | CT+ happened
the army tells it | | CT+ habitual
The way the army tells it, the rebels fled | army | CT+ happened`},
	{`The prosecution's case is that Rask took the money. The police version is that he fell. The allegation is that Rask took bribes. The theory is that the pump failed. The suspicion among detectives is that she poisoned him. The fear is that the dam will burst. The hope is that they are alive.`,
		`The prosecution's case is that Rask took the money | prosecution | CT+ happened
The police version is that he fell | police | CT+ happened
The allegation is that Rask took bribes | | CT+ happened
The theory is that the pump failed | | PR+ happened
The suspicion among detectives is that she poisoned him | detectives | PR+ happened
The fear is that the dam will burst | | PS+ predicted
The hope is that they are alive | | U holds`},
	{`Concern is mounting that the boys are dead. Rumour has it that the king is dying. The talk in the capital is that the king is dying. Relatives are adamant that she was murdered. Relatives are in no doubt that she was killed. Relatives pray that she is alive.`,
		`the boys are dead | | PS+ holds
the king is dying | | CT+ holds
The talk in the capital is that the king is dying | | CT+ holds
she was murdered | Relatives | CT+ happened
she was killed | Relatives | CT+ happened
she is alive | Relatives | U holds`},
	{`A lawyer for trader Simon Abbot said his client was innocent. Aides to Prime Minister Goran Falk said he had quit. Stimac, prosecutors allege, ordered the killings. The spy was paid by Kesk, a witness said. Jane Roe, a doctor at the clinic, said the ward was full.`,
		`his client was innocent | lawyer for trader Simon Abbot | CT+ holds
he had quit | Aides to Prime Minister Goran Falk | CT+ happened
Stimac, prosecutors allege, ordered the killings | prosecutors | CT+ happened
The spy was paid by Kesk | witness | CT+ happened
the ward was full | Jane Roe | CT+ holds`},
	{`The man the rebels say ordered the killings has fled. The man police say poisoned the mayor was freed. Six climbers feared dead were found alive on Tuesday. A nurse thought to be infected flew home. Ten people are feared trapped in the mine.`,
		`ordered the killings | rebels | CT+ happened
The man the rebels say ordered the killings has fled | | CT+ happened
poisoned the mayor | police | CT+ happened
The man police say poisoned the mayor was freed | | CT+ happened
dead | | PS+ happened
Six climbers feared dead were found alive on Tuesday | | CT+ happened 2024-06-04 6-6
to be infected | | PR+ happened
A nurse thought to be infected flew home | | CT+ happened
trapped | | PS+ holds 10-10`},
	{`Lana Briggs testified. Pressed by Hugo Marsh, she said the tape was real.`,
		`Lana Briggs testified | | CT+ happened
Pressed by Hugo Marsh | | CT+ happened
the tape was real | Lana Briggs | CT+ holds`},
	{`The man told the Echo he drove the truck. The Echo has seen a pay slip showing that he worked there. Asked why he waited, he said he was afraid.`,
		`he drove the truck | man | CT+ happened
The Echo has seen a pay slip showing that he worked there | | CT+ happened
he worked there | pay slip | CT+ happened
Asked why he waited | | CT+ happened
why he waited | | CT+ happened
he was afraid | man | CT+ holds`},
	{`At least 23 people drowned, officials said, warning that more could die. The bank had failed, Roe said, insisting that deposits were safe.`,
		`At least 23 people drowned | officials | CT+ happened
more could die | officials | PS+ predicted
The bank had failed | Roe | CT+ happened
deposits were safe | Roe | CT+ holds`},
	{`Health authorities in three provinces have withdrawn a batch of vaccine after a laboratory in Orsa reported that some vials were empty, the Medicines Board said.`,
		`Health authorities in three provinces have withdrawn a batch of vaccine after a laboratory in Orsa reported that some vials were empty | Medicines Board | CT+ happened 3-3
some vials were empty | Medicines Board < laboratory in Orsa | CT+ holds`},
}
