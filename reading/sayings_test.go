package reading_test

// sayings are reports in which somebody is to say, must show, never said, asked or heard something: it is not thereby said.
var sayings = []sentence{
	{`He was asked to say that Rask took the money. Officers were urged to report that the convoy was attacked and that the road was shut. Falk is ready to swear that the mayor took bribes. Critics may say that the dam leaked.`,
		`He was asked to say that Rask took the money | | CT+ happened
to say that Rask took the money | | U ordered
Rask took the money | He | U happened
Officers were urged to report that the convoy was attacked and that the road was shut | | CT+ happened
to report that the convoy was attacked and that the road was shut | | U ordered
the convoy was attacked | Officers | U happened
the road was shut | Officers | U happened
Falk is ready to swear that the mayor took bribes | | CT+ holds
to swear that the mayor took bribes | | U planned
the mayor took bribes | Falk | U happened
the dam leaked | Critics | U happened`},
	{`The lawyer asked the court to rule that the seizure was illegal. The prosecution must show that Holt poisoned the well. Lawyers tried to prove that Holt stole the mare. The regulator demanded evidence that the pipes were replaced. Teachers must tell pupils that the king is a god.`,
		`The lawyer asked the court to rule that the seizure was illegal | | CT+ happened
to rule that the seizure was illegal | | U ordered
the seizure was illegal | court | U holds
The prosecution must show that Holt poisoned the well | | U ordered
Holt poisoned the well | prosecution | U happened
Lawyers tried to prove that Holt stole the mare | | CT+ happened
to prove that Holt stole the mare | | U planned
Holt stole the mare | | U happened
The regulator demanded evidence that the pipes were replaced | | CT+ happened
the pipes were replaced | | U happened
Teachers must tell pupils that the king is a god | | U ordered
the king is a god | Teachers | U holds`},
	{`The minister would have us believe that the dam is safe. He called to say that the gate was open. Holt was forced to admit that the pipes leaked.`,
		`believe that the dam is safe | | U conditional
the dam is safe | minister | U holds
He called to say that the gate was open | | CT+ happened
the gate was open | minister | CT+ holds
Holt was forced to admit that the pipes leaked | | CT+ happened
the pipes leaked | Holt | CT+ happened`},
	{`Nowhere does the report say that the captain was drunk. Not one witness said that the gate was open. It has never been shown that the mate lied. The minister did not go so far as to say that the ship was lost. The panel fell short of concluding that the crew fled. The report refrained from saying that the hull was cracked.`,
		`the captain was drunk | | U happened
the gate was open | | U happened
It has never been shown that the mate lied | | CT- happened
the mate lied | | U happened
The minister did not go so far as to say that the ship was lost | | CT- happened
the ship was lost | | U happened
The panel fell short of concluding that the crew fled | | CT+ happened
the crew fled | panel | U happened
The report refrained from saying that the hull was cracked | | CT+ happened
the hull was cracked | report | U happened`},
	{`She did not accuse him of lying. Police are not treating the death as suspicious. Vond denied that she had said the envoy was expelled. Vond denied knowing that the clerk fled. The ministry denied claims that he said the guard fled. The ministry stopped denying that the mill burned.`,
		`She did not accuse him of lying | | CT- happened
of lying | She | U holds
Police are not treating the death as suspicious | | CT- holds
as suspicious | | U holds
the envoy was expelled | Vond | U happened
knowing that the clerk fled | Vond | CT- happened
the clerk fled | Vond | U happened
the guard fled | ministry < Vond | U happened
denying that the mill burned | | CT- happened
the mill burned | ministry | U happened`},
	{`The firm concealed that the pipes had leaked. The firm never revealed that the tank burst. The owner failed to mention that the mill was sold. The minister left without saying whether the dam leaked. The regulator asked the owner to explain why the ship sank. The agency was not able to verify that the bridge fell.`,
		`the pipes had leaked | | CT+ happened
The firm never revealed that the tank burst | | CT- happened
the tank burst | | CT+ happened
to mention that the mill was sold | | CT- happened
the mill was sold | | CT+ happened
The minister left without saying whether the dam leaked | | CT+ happened
without saying whether the dam leaked | | CT- happened
whether the dam leaked | | U unknown
The regulator asked the owner to explain why the ship sank | | CT+ happened
to explain why | | U ordered
the ship sank | | CT+ happened
The agency was not able to verify that the bridge fell | | CT- happened
the bridge fell | | U happened`},
	{`The court heard that Rusk lied. The committee heard from the auditor that the accounts were false. The regulator was told in a letter from the owner that the pipes had leaked. Kemp said that the jury had been told that Holt fled. The witness heard a guard shout that the camp was burning. Readers were led to believe that the mine was safe.`,
		`Rusk lied | | CT+ happened
the accounts were false | auditor | CT+ holds
the pipes had leaked | owner | CT+ happened
Holt fled | Kemp <  | CT+ happened
the camp was burning | guard | CT+ happened
the mine was safe | | CT+ happened`},
	{`"My sister says there is no rice left," she said. Prisoners were loaded onto trucks and told that they would see a judge.`,
		`left | she < My sister | CT- holds
Prisoners were loaded onto trucks | | CT+ happened
they would see a judge | | CT+ planned`},
	{`The dam burst on Monday. Did Kohler know that the dam was unsafe? "You lied, didn't you?" the lawyer asked. The lawyer asked if it was true that Rusk fled. The clerk left, but why?`,
		`The dam burst on Monday | | CT+ happened 2024-06-10
Did Kohler know that the dam was unsafe | | U unknown
the dam was unsafe | | U unknown
You lied | lawyer | U unknown
The lawyer asked if it was true that Rusk fled | | CT+ happened
if it was true that Rusk fled | lawyer | U unknown
if it was true that Rusk fled | lawyer | U unknown
The clerk left | | CT+ happened`},
	{`Asked if the dam was safe, Pell said it was. Asked if he had taken the money, Rusk said no. Little is known about how the boat sank. Exactly when the mill burned is anyone's guess.`,
		`Asked if the dam was safe | | CT+ happened
if the dam was safe | | U unknown
Asked | | CT+ happened
Asked if he had taken the money | Rusk | CT- happened
Little is known about how the boat sank | | U unknown
about how the boat sank | | U unknown
when the mill burned | | U unknown
Exactly when the mill burned is anyone's guess | | CT+ holds`},
	{`The army blamed the militia for shelling the school. Holt accused Falk of saying that the dam was unsafe. The ministry sacked Vond for saying that the envoy fled. He was accused of telling officers that the clerk fled. Rask is wanted for bribing judges. The group claimed responsibility for cutting the cable. The guard owned up to beating the prisoners.`,
		`The army blamed the militia for shelling the school | | CT+ happened
for shelling the school | army | CT+ happened
the dam was unsafe | Holt < Falk | CT+ holds
The ministry sacked Vond for saying that the envoy fled | | CT+ happened
the envoy fled | Vond | CT+ happened
of telling officers that the clerk fled | | CT+ happened
the clerk fled |  < Vond | CT+ happened
Rask is wanted for bribing judges | | CT+ holds
for bribing judges | | CT+ happened
The group claimed responsibility for cutting the cable | | CT+ happened
for cutting the cable | group | CT+ happened
The guard owned up to beating the prisoners | | CT+ happened
to beating the prisoners | guard | CT+ happened`},
	{`Quoting survivors, the group said soldiers had burned the camp. Port officials, quoted by Norden, said the ship sank. The mill burned, Radio Bresk reported on Friday, quoting a doctor. Holt recalled Morrow telling the committee that the dam was safe. She said she overheard the colonel say that the bridge was mined.`,
		`soldiers had burned the camp | group < survivors | CT+ happened
the ship sank | Norden < Port officials | CT+ happened
The mill burned | Radio Bresk < doctor | CT+ happened
the dam was safe | Holt < Morrow | CT+ holds
the bridge was mined | Morrow < colonel | CT+ happened`},
}
