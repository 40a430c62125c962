package reading_test

// dated are reports whose times and numbers are told in roundabout ways. They
// are read as of a Monday, 2024-06-10.
var dated = []sentence{
	{`A curfew is in place until Friday. Rain is forecast for Thursday. Snow is likely on Thursday. "See you on Friday," he said.`,
		`A curfew is in place until Friday | | CT+ holds ../2024-06-14
Rain is forecast for Thursday | | PR+ predicted 2024-06-13
Snow is likely on Thursday | | PR+ predicted 2024-06-13
See you on Friday | he | U ordered 2024-06-14`},
	{`The launch has been pushed back to November. The vote was moved to September. The tanker was held until Friday. By Friday evening the ship had been held for a week.`,
		`The launch has been pushed back to November | | CT+ happened 2024-11
The vote was moved to September | | CT+ planned 2024-09
The tanker was held until Friday | | CT+ happened ../2024-06-07
By Friday evening the ship had been held for a week | | CT+ happened ../2024-06-07`},
	{`Rescuers had hoped to reach the men by Friday. The team was supposed to inspect the dam in April. The trial was due to start in April. The parcel was meant to arrive on Friday.`,
		`Rescuers had hoped to reach the men by Friday | | CT+ happened
to reach the men by Friday | | U planned ../2024-06-07
to inspect the dam in April | | U planned 2024-04
The trial was due to start in April | | CT+ planned 2024-04
to arrive on Friday | | U planned 2024-06-07`},
	{`She failed to appear in court on Friday. The army continued to shell the town on Friday. The ship was held in July. The ban was imposed in 2021 and lifted in March.`,
		`to appear in court on Friday | | CT- happened 2024-06-07
The army continued to shell the town on Friday | | CT+ happened 2024-06-07
The ship was held in July | | CT+ happened 2023-07
The ban was imposed in 2021 | | CT+ happened 2021
lifted in March | | CT+ happened 2024-03`},
	{`The closure was announced 60 days in advance. The army withdrew a week later. Our story of 3 May was removed.`,
		`The closure was announced 60 days in advance | | CT+ happened
The army withdrew a week later | | CT+ happened
Our story of 3 May was removed | | CT+ happened`},
	{`The firm invited both sides to meet on Thursday. The union announced a strike for Friday. The union called for a strike on Friday. The union suspended a strike that was to begin on Thursday.`,
		`The firm invited both sides to meet on Thursday | | CT+ happened
to meet on Thursday | | U ordered 2024-06-13
The union announced a strike for Friday | | CT+ happened
The union called for a strike on Friday | | CT+ happened
The union suspended a strike that was to begin on Thursday | | CT+ happened
that was to begin | | U planned 2024-06-13`},
	{`The firm announced a sale in July. The firm revised its forecast for 2025. The mayor demanded that troops leave by Sunday. The party vowed to quit unless the bill was passed by Friday.`,
		`The firm announced a sale in July | | CT+ happened
The firm revised its forecast for 2025 | | CT+ happened
The mayor demanded that troops leave by Sunday | | CT+ happened
troops leave by Sunday | | U ordered ../2024-06-16
The party vowed to quit unless the bill was passed by Friday | | CT+ happened
to quit | | U planned
unless the bill was passed by Friday | | U conditional ../2024-06-14`},
	{`The firm will report results for the quarter ended March 31 on July 12. The shop burned in the night of June 3 to 4.`,
		`The firm will report results for the quarter ended March 31 on July 12 | | CT+ planned 2025-03-31
The shop burned in the night of June 3 to 4 | | CT+ happened 2024-06-03/2024-06-04`},
	{`The port will reopen no earlier than Friday. The bridge will open on July 4 at the earliest. Starting on July 1, ships will pay a toll. With effect from July 1, dogs will pay. As of July 1, cats will pay.`,
		`The port will reopen no earlier than Friday | | CT+ planned 2024-06-14/..
The bridge will open on July 4 at the earliest | | CT+ planned 2024-07-04/..
Starting on July 1, ships will pay a toll | | CT+ planned 2024-07-01/..
With effect from July 1, dogs will pay | | CT+ planned 2024-07-01/..
As of July 1, cats will pay | | CT+ planned 2024-07-01/..`},
	{`The court will sit on Wednesday week. The panel will sit a week on Friday. The board will sit a fortnight today.`,
		`The court will sit on Wednesday week | | CT+ planned 2024-06-19
The panel will sit a week on Friday | | CT+ planned 2024-06-21
The board will sit a fortnight today | | CT+ planned 2024-06-24`},
	{`Oil fell $1.20 to $71.35 a barrel. The price was cut by $200 to $1,300. Prices rose between 5% and 7%. Staff will get 12% more over two years. Over two days, crews cleared the road.`,
		`Oil fell $1.20 to $71.35 a barrel | | CT+ happened 1.2-1.2 71.35-71.35
The price was cut by $200 to $1,300 | | CT+ happened 200-200 1300-1300
Prices rose between 5% and 7% | | CT+ happened 5-7
Staff will get 12% more over two years | | CT+ predicted 12-12 2-2
Over two days, crews cleared the road | | CT+ happened 2-2`},
	{`The rebels will hand over 40 prisoners. Sales fell by a third. Output fell by half. The plant was idle for three weeks before the fire. The power was out for half an hour. A couple of hundred people marched.`,
		`The rebels will hand over 40 prisoners | | CT+ planned 40-40
Sales fell by a third | | CT+ happened 33.3-33.3
Output fell by half | | CT+ happened 50-50
The plant was idle for three weeks before the fire | | CT+ happened 3-3
The power was out for half an hour | | CT+ happened 0.5-0.5
A couple of hundred people marched | | CT+ happened 200-200`},
	{`The bank cut rates by 25 basis points to 6.5%. The firm has 50 workers at most. All but two deputies voted for the bill. One theory is that the brakes failed. A boy of six was hurt.`,
		`The bank cut rates by 25 basis points to 6.5% | | CT+ happened 25-25 6.5-6.5
The firm has 50 workers at most | | CT+ holds
All but two deputies voted for the bill | | CT+ happened
One theory is that the brakes failed | | PR+ happened
A boy of six was hurt | | CT+ happened 6-6`},
	{`Two ferries were ordered to stay in port on Monday, the office said. Police told residents to leave on Sunday. The firm invited both sides to meet on Thursday.`,
		`Two ferries were ordered to stay in port on Monday | office | CT+ happened 2024-06-10 2-2
to stay in port on Monday | office | U ordered
Police told residents to leave on Sunday | | CT+ happened 2024-06-09
to leave on Sunday | | U ordered
The firm invited both sides to meet on Thursday | | CT+ happened
to meet on Thursday | | U ordered 2024-06-13`},
	{`The fire broke out shortly after 2 a.m. on 21 April. The blast happened just before 9 p.m. on Tuesday.`,
		`The fire broke out shortly after 2 a.m. on 21 April | | CT+ happened 2024-04-21
The blast happened just before 9 p.m. on Tuesday | | CT+ happened 2024-06-04`},
}
