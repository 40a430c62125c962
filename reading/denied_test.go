package reading_test

// denied are reports in which claims are denied, rejected, doubted or withdrawn: nothing is told above those words.
var denied = []sentence{
	{`The bank issued a denial that it was insolvent. Despite the army's denials that gas was used, doctors found traces. The firm repeated its denial that it paid bribes. There was no denial that Kesk lied.`,
		`The bank issued a denial that it was insolvent | | CT+ happened
it was insolvent | bank | CT- happened
gas was used | army | CT- happened
Despite the army's denials that gas was used, doctors found traces | | CT+ happened
The firm repeated its denial that it paid bribes | | CT+ happened
it paid bribes | firm | CT- happened
no denial that Kesk lied | | CT- happened
that Kesk lied | | U happened`},
	{`The ministry's insistence that the dam was safe angered villagers. Despite official assurances that the road was safe, drivers stayed away. The mayor stuck to his story that the road was closed.`,
		`the dam was safe | ministry | CT+ happened
The ministry's insistence that the dam was safe angered villagers | | CT+ happened
the road was safe | | CT+ happened
Despite official assurances that the road was safe, drivers stayed away | | CT+ happened
The mayor stuck to his story that the road was closed | | CT+ happened
the road was closed | mayor | CT+ happened`},
	{`Haas rubbished claims that ice caused the crash. Holm made light of reports that the bank was insolvent. The mayor poured cold water on reports that the airport would close. Critics say the firm has laughed off warnings that the dam will burst.`,
		`Haas rubbished claims that ice caused the crash | | CT+ happened
ice caused the crash | Haas | CT- happened
Holm made light of reports that the bank was insolvent | | CT+ happened
the bank was insolvent | Holm | CT- happened
The mayor poured cold water on reports that the airport would close | | CT+ happened
the airport would close | mayor | CT- predicted
the firm has laughed off warnings that the dam will burst | Critics | CT+ happened
the dam will burst | Critics < firm | CT- predicted`},
	{`The firm shot down claims that it had paid bribes. The ministry pushed back strongly against claims that the dam had failed. The board was dismissive of claims that the accounts were forged.`,
		`The firm shot down claims that it had paid bribes | | CT+ happened
it had paid bribes | firm | CT- happened
The ministry pushed back strongly against claims that the dam had failed | | CT+ happened
the dam had failed | ministry | CT- happened
The board was dismissive of claims that the accounts were forged | | CT+ happened
the accounts were forged | board | CT- happened`},
	{`Police dismissed reports Rask was shot. Police called the claim that she fled absurd. The general slammed as lies reports that his men had fled. The jury disbelieved testimony that the guard was asleep.`,
		`Police dismissed reports Rask was shot | | CT+ happened
Rask was shot | Police | CT- happened
she fled absurd | Police | CT- happened
his men had fled | general | CT- happened
The jury disbelieved testimony that the guard was asleep | | CT+ happened
the guard was asleep | jury | CT- happened`},
	{`Engineers questioned claims that the bridge was safe. The minister criticised reports that soldiers had looted shops. The mayor reacted angrily to claims that he had taken bribes. The mayor allayed fears that the dam would burst.`,
		`Engineers questioned claims that the bridge was safe | | CT+ happened
the bridge was safe | | CT+ happened
The minister criticised reports that soldiers had looted shops | | CT+ happened
soldiers had looted shops | | CT+ happened
The mayor reacted angrily to claims that he had taken bribes | | CT+ happened
he had taken bribes | | CT+ happened
The mayor allayed fears that the dam would burst | | CT+ happened
the dam would burst | | PS+ predicted`},
	{`The ministry did not respond to claims that the soldiers were killed. The army declined to confirm reports that a pilot had died. The data do not support the claim that the drug cures colds. The clerk confirmed reports that the mayor had fled.`,
		`The ministry did not respond to claims that the soldiers were killed | | CT- happened
the soldiers were killed | | CT+ happened
The army declined to confirm reports that a pilot had died | | CT+ happened
to confirm reports that a pilot had died | | CT- happened
a pilot had died | | U unknown
The data do not support the claim that the drug cures colds | | CT- holds
the drug cures colds | | U habitual
the mayor had fled | clerk | CT+ happened`},
	{`There is no truth in reports that Falk resigned. There is not a shred of evidence that Kesk lied. There is no basis for claims that the vote was rigged. There is little evidence that the drug works. The evidence is too weak to prove that the dam failed.`,
		`no truth in reports that Falk resigned | | CT- holds
that Falk resigned | | CT- happened
a shred of evidence that Kesk lied | | CT- holds
that Kesk lied | | U happened
no basis for claims that the vote was rigged | | CT- holds
the vote was rigged | | CT- happened
little evidence that the drug works | | CT- holds
the drug works | | U habitual
The evidence is too weak to prove that the dam failed | | CT+ holds
to prove that the dam failed | | CT- conditional
the dam failed | | U happened`},
	{`It is a lie that the army shelled the school, Rusk said. Nor is it true that the mayor fled. That the plant is closed is a lie, Vik said. It is absurd to suggest that the army shelled the school, he said. It is too early to say that the war is over.`,
		`It is a lie that the army shelled the school | Rusk | CT+ holds
that the army shelled the school | Rusk | CT- happened
the mayor fled | | CT- happened
the plant is closed | Vik | CT- holds
is a lie | Vik | CT+ holds
the army shelled the school | Vik | CT- happened
It is too early to say that the war is over | | CT+ holds
to say that the war is over | | CT- conditional
the war is over | | U holds`},
	{`The report that Falk resigned is without foundation. The claim that the dam leaked does not hold water. The story that Kesk fled was made up. The firm said reports that it had paid a ransom were wide of the mark. The claim that Rask stole the money has not been proved.`,
		`that Falk resigned | | CT- happened
The report that Falk resigned is without foundation | | CT- holds
the dam leaked | | CT- happened
The claim that the dam leaked does not hold water | | CT- holds
that Kesk fled | | CT- happened
The story that Kesk fled was made up | | CT+ happened
reports that it had paid a ransom were wide of the mark | firm | CT- happened
were wide of the mark | firm | CT+ happened
Rask stole the money | | U happened
The claim that Rask stole the money has not been proved | | CT- happened`},
	{`The senator deleted a tweet saying that the vote was rigged. The panel retracted its finding that the grave held prisoners killed by the army. The station apologised for reporting that the singer had died. Falk invented the story that soldiers killed the boy.`,
		`The senator deleted a tweet saying that the vote was rigged | | CT+ happened
the vote was rigged | senator | U happened
The panel retracted its finding that the grave held prisoners killed by the army | | CT+ happened
the grave held prisoners killed by the army | panel | U happened
killed by the army | panel | U happened
The station apologised for reporting that the singer had died | | CT+ happened
the singer had died | station | U happened
Falk invented the story that soldiers killed the boy | | CT+ happened
soldiers killed the boy | | CT- happened`},
	{`The judge overturned a ruling that the law was void. A ruling that the ban was illegal was overturned. The firm appealed against a ruling that it had lied. We said the mayor had resigned. That was incorrect.`,
		`The judge overturned a ruling that the law was void | | CT+ happened
the law was void | | U holds
the ban was illegal | | U holds
A ruling that the ban was illegal was overturned | | CT+ happened
The firm appealed against a ruling that it had lied | | CT+ happened
it had lied | | CT+ happened
the mayor had resigned | | CT- happened
That was incorrect | | CT+ happened`},
	{`Rask was exonerated of killing the guard. The officer was cleared of having beaten the boy. Her conviction for killing the guard was quashed. A jury failed to convict him of stealing the car. Rask was convicted of killing a clerk.`,
		`Rask was exonerated of killing the guard | | CT+ happened
of killing the guard | | CT- happened
of having beaten the boy | | CT- happened
for killing the guard | | U happened
Her conviction for killing the guard was quashed | | CT+ happened
to convict him of stealing the car | | CT- happened
of stealing the car | | U happened
Rask was convicted of killing a clerk | | CT+ happened
of killing a clerk | | CT+ happened`},
	{`The mayor is dubious that the bridge will open. Rusk is far from convinced that the plan will work. Few analysts believe the truce will hold. A few analysts believe the truce will hold. Vik refuses to believe that Kesk lied. It is not believed that the men crossed the border. A quick recovery looks unlikely.`,
		`The mayor is dubious that the bridge will open | | CT+ holds
the bridge will open | mayor | PR- predicted
the plan will work | Rusk | PR- predicted
the truce will hold | Few analysts | PR- predicted
the truce will hold | Few analysts | PR+ predicted
to believe that Kesk lied | | CT- holds
Kesk lied | Vik | PR- happened
the men crossed the border | | PR- happened
A quick recovery looks unlikely | | PR- predicted`},
	{`There is little chance that the truce will hold. There is a slim chance that the men are alive. There is no question of the minister resigning. There is no question that the mayor lied. The odds are that prices will fall. It cannot be excluded that the fire was set.`,
		`the truce will hold | | PR- predicted
the men are alive | | PS+ holds
no question of the minister resigning | | CT- holds
resigning | | CT- conditional
no question that the mayor lied | | CT- holds
that the mayor lied | | CT+ happened
The odds are that prices will fall | | PR+ predicted
It cannot be excluded that the fire was set | | CT- holds
the fire was set | | PS+ happened`},
	{`Speculation that a meteorite caused it was dismissed by Vik. Reports that Kesk lied were denied by Falk. A post saying that the bank had failed was removed on Tuesday. The claim that he is ill was not denied by his office.`,
		`caused it | Vik | CT- happened
was dismissed by Vik | | CT+ happened
Kesk lied | Falk | CT- happened
Reports that Kesk lied were denied by Falk | | CT+ happened
the bank had failed | | U happened
A post saying that the bank had failed was removed on Tuesday | | CT+ happened 2024-06-04
he is ill | | CT+ holds
The claim that he is ill was not denied by his office | | CT- happened`},
}
