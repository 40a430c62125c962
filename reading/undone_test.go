package reading_test

// undone are reports of what nearly happened, was kept from happening, was forced, used to happen or would only happen if.
var undone = []sentence{
	{`The ferry came within metres of striking a tanker. The firm came close to being fined. The plane was seconds away from hitting the tower. The dam all but burst on Monday. The bank as good as collapsed. The men barely reached the shore. Within days of taking office, the mayor sacked the clerk.`,
		`The ferry came within metres of striking a tanker | | CT+ happened
of striking a tanker | | CT- happened
The firm came close to being fined | | CT+ happened
to being fined | | CT- happened
The plane was seconds away from hitting the tower | | CT+ happened
from hitting the tower | | CT- happened
burst on Monday | | CT- happened 2024-06-10
as collapsed | | CT- happened
The men barely reached the shore | | CT+ happened
of taking office | | CT+ happened
Within days of taking office, the mayor sacked the clerk | | CT+ happened`},
	{`Fog kept divers from reaching the wreck. The navy stopped the boat reaching the port. Police stopped a man carrying a knife. Aides talked Falk out of sacking Holt. The board decided against selling the plant. The clerk omitted to tell the police. Nothing kept the men from leaving.`,
		`Fog kept divers from reaching the wreck | | CT+ happened
from reaching the wreck | | CT- happened
The navy stopped the boat reaching the port | | CT+ happened
reaching the port | | CT- happened
Police stopped a man carrying a knife | | CT+ happened
carrying a knife | | CT+ happened
Aides talked Falk out of sacking Holt | | CT+ happened
out of sacking Holt | | CT- happened
The board decided against selling the plant | | CT+ happened
against selling the plant | | CT- happened
The clerk omitted to tell the police | | CT+ happened
to tell the police | | CT- happened
Nothing kept the men from leaving | | CT- happened
from leaving | | CT+ happened`},
	{`He never stopped taking bribes. He stopped beating prisoners in 2019. The men were not paid but beaten. Holt was not invited but came anyway. The two had never met before and shook hands. He gave no reason and left. The men were not fed and beaten.`,
		`taking bribes | | CT+ happened
beating prisoners in 2019 | | CT- happened 2019
The men were not paid | | CT- happened
beaten | | CT+ happened
Holt was not invited | | CT- happened
came anyway | | CT+ happened
The two had never met before | | CT- happened 2-2
shook hands | | CT+ happened
He gave no reason | | CT- happened
left | | CT+ happened
The men were not fed | | CT- happened
beaten | | CT- happened`},
	{`Instead of being paid, the workers were beaten. Far from being freed, the men were shot. The bomb was defused before it exploded. The house was emptied before anyone was hurt. The army shelled the town before it withdrew. Three soldiers, not five, were killed.`,
		`Instead of being paid | | CT- happened
Instead of being paid, the workers were beaten | | CT+ happened
from being freed | | CT- happened
Far from being freed, the men were shot | | CT+ happened
The bomb was defused before it exploded | | CT+ happened
before it exploded | | U conditional
The house was emptied before anyone was hurt | | CT+ happened
before anyone was hurt | | CT- happened
The army shelled the town before it withdrew | | CT+ happened
before it withdrew | | CT+ happened
Three soldiers, not five, were killed | | CT+ happened 3-3`},
	{`Not until Monday did rescuers reach the village. The bodies were not found until Sunday. Only on Friday did the marshal speak. The army did not admit until Friday that it had fired. The shop did not stay open until Monday.`,
		`Not until Monday did rescuers reach the village | | CT+ happened 2024-06-10
The bodies were not found until Sunday | | CT+ happened 2024-06-09
Only on Friday did the marshal speak | | CT+ happened 2024-06-07
The army did not admit until Friday that it had fired | | CT+ happened 2024-06-07
it had fired | | CT+ happened
The shop did not stay open until Monday | | CT- happened ../2024-06-10`},
	{`The vote was due to take place on Monday but was postponed. The men were going to be freed, but the guards refused. The tower was about to topple. The strike due to begin on Friday has been called off. The bank said it would sell the port, then changed its mind.`,
		`The vote was due to take place on Monday | | U planned 2024-06-10
was postponed | | CT+ happened
to be freed | | U planned
the guards refused | | CT+ happened
to topple | | U planned
to begin on Friday | | U planned 2024-06-14
The strike due to begin on Friday has been called off | | CT+ happened
it would sell the port | bank | U planned
then changed its mind | bank | CT+ happened`},
	{`Residents were forced to leave. Workers were made to dig graves. The film was made to mark the anniversary. The men had no choice but to dig. The king kept his promise to free the men. The army broke its promise to free the men. The villagers returned only to find ashes. The army proceeded to shell the town. Residents may be forced to leave.`,
		`Residents were forced to leave | | CT+ happened
to leave | | CT+ happened
Workers were made to dig graves | | CT+ happened
to dig graves | | CT+ happened
The film was made to mark the anniversary | | CT+ happened
to mark the anniversary | | U planned
The men had no choice but to dig | | CT- happened
but to dig | | CT+ happened
The king kept his promise to free the men | | CT+ happened
to free the men | | CT+ happened
The army broke its promise to free the men | | CT+ happened
to free the men | | U planned
The villagers returned only to find ashes | | CT+ happened
to find ashes | | CT+ happened
to shell the town | | CT+ happened
Residents may be forced to leave | | PS+ predicted
to leave | | PS+ predicted`},
	{`The guards used to beat prisoners. Soldiers would come at night and take men away. Whenever a truck arrived, the men were hidden. He could speak five languages. In 1981 he would be arrested. The machine is used to cut steel. The minister said the ferry would run every hour.`,
		`to beat prisoners | | CT+ habitual
Soldiers would come at night | | CT+ habitual
take men away | | CT+ habitual
Whenever a truck arrived | | CT+ habitual
Whenever a truck arrived, the men were hidden | | CT+ habitual
He could speak five languages | | CT+ holds 5-5
In 1981 he would be arrested | | CT+ happened 1981
The machine is used to cut steel | | CT+ habitual
to cut steel | | U planned
the ferry would run every hour | minister | CT+ planned`},
	{`Were the army to attack, the mayor said, the town would fall. There will be no exchange unless the guns are withdrawn, Brech said. If the report is true, the general ordered the raid. In the event of Stanek winning, the bank will close. The guards acted as though the men had escaped. Soldiers were told to shoot anyone who crossed the river.`,
		`to attack | mayor | U conditional
the town would fall | mayor | U conditional
no exchange | Brech | U conditional
unless the guns are withdrawn | Brech | U conditional
If the report is true | | U conditional
If the report is true, the general ordered the raid | | U conditional
of Stanek winning | | U conditional
In the event of Stanek winning, the bank will close | | U conditional
The guards acted as though the men had escaped | | CT+ happened
as though the men had escaped | | U conditional
Soldiers were told to shoot anyone who crossed the river | | CT+ happened
to shoot anyone who crossed the river | | U ordered
who crossed the river | | U conditional`},
	{`The bank is mulling freezing the accounts. The pilot pretended to have lost contact. The video purports to show soldiers executing prisoners. Under no circumstances will the army withdraw. Never had the dam been opened. The palace let it be known that the king would abdicate. A poll found that Holt would win.`,
		`The bank is mulling freezing the accounts | | CT+ holds
freezing the accounts | | U conditional
to have lost contact | | CT- happened
The video purports to show soldiers executing prisoners | | CT+ holds
to show soldiers executing prisoners | | U holds
soldiers executing prisoners | video | U habitual
Under no circumstances will the army withdraw | | CT- planned
Never had the dam been opened | | CT- happened
the king would abdicate | palace | CT+ predicted
Holt would win | poll | CT+ predicted`},
	{`The vote is slated for July 3. The hearing has been moved to July 3. The dam threatens to give way. Sea levels will rise by a metre. Officials fear that ten people have died.`,
		`The vote is slated for July 3 | | CT+ planned 2024-07-03
The hearing has been moved to July 3 | | CT+ planned 2024-07-03
The dam threatens to give way | | CT+ holds
to give way | | U predicted
Sea levels will rise by a metre | | CT+ predicted
Officials fear that ten people have died | | CT+ holds
ten people have died | Officials | PS+ happened 10-10`},
}
