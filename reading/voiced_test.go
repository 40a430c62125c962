package reading_test

// voiced are reports whose claims come through voices told in roundabout ways.
var voiced = []sentence{
	{`Brekke said the ship was unsafe and called for an inquiry. The firm said it had been hacked and urged customers to change passwords. The spokesman said the pump had failed but gave no reason. The bank said the vault had leaked, had dismissed two guards and would hire more.`, ``},
	{`Three men had died, she said, correcting an earlier statement. The plane hit a hill, police said, killing nine people. The vote was rigged, Falk said, without offering evidence. Troops shelled the village, the governor said, adding that two women had died.`, ``},
	{`The lake is clean, the ministry says, but anglers disagree. The crew was drunk, Haas said, which the union denies. The crew was drunk, Haas said, though Holt refused to concede defeat. Ms Lind said the union offered talks, but the government refused.`, ``},
	{`Falk took the money, Haas said, something he has neither confirmed nor denied. Prosecutors say Stimac, who denies wrongdoing, ordered the raid. He allegedly took the cash, but the judge freed him. Rask, allegedly the leader, was freed. The king, reportedly ill, danced.`, ``},
	{`Brekke said a crane had fallen on the van, and added that the driver had died. The firm said the pump worked, but nurses told reporters otherwise. The firm said the pump worked, but tests told a different story.`, ``},
	{`The ministry denied that its envoy had met rebels, calling the report "a fairy tale". The general disputed that version, saying the men had surrendered. Karoly lied when he said that the town had fallen, Rask wrote. A nurse sacked after she warned that patients were dying was unfairly dismissed, a tribunal ruled.`, ``},
	{`It emerged that the minister had lied. As analysts had forecast, the plant closed. Contrary to the poll, Falk won. God knows whether he will come. The president all but confirmed that the envoy had resigned. No one has denied that the money was taken.`, ``},
	{`In the judge's view, Rask was framed. In the words of one diplomat, the talks were dead. By her own admission, Chu took the money. By Kosta's account, the boat sank at noon. As the indictment puts it, Rask took the money. The way the army tells it, the rebels fled.`, ``},
	{`The prosecution's case is that Rask took the money. The police version is that he fell. The allegation is that Rask took bribes. The theory is that the pump failed. The suspicion among detectives is that she poisoned him. The fear is that the dam will burst. The hope is that they are alive.`, ``},
	{`Concern is mounting that the boys are dead. Rumour has it that the king is dying. The talk in the capital is that the king is dying. Relatives are adamant that she was murdered. Relatives are in no doubt she was killed. Relatives pray that she is alive. It is certain that the dam leaks.`, ``},
	{`A lawyer for trader Simon Abbot said his client was innocent. Aides to Prime Minister Goran Falk said he had quit. Stimac, prosecutors allege, ordered the killings. The spy was paid by Kesk, a witness said. Jane Roe, a doctor at the clinic, said the ward was full.`, ``},
	{`The man the rebels say ordered the killings has fled. The man police say poisoned the mayor was freed. Six climbers feared dead were found alive on Tuesday. A nurse thought to be infected flew home. Ten people are feared trapped in the mine.`, ``},
	{`Lana Briggs testified. Pressed by Hugo Marsh, she said the tape was real.`, ``},
	{`The man told the Echo he drove the truck. The Echo has seen a pay slip showing that he worked there. Asked why he waited, he said he was afraid.`, ``},
}
