import { patchMeta, setAvailability, setRouting, setState } from './domain/conversations';
import { addMessage, visitorMessage } from './domain/messages';
import { createPerson } from './domain/people';
import { createCampaign, saveCampaign } from './domain/campaigns';
import { createConversation } from './domain/conversations';
import type { Website } from './model';
import { OPERATOR_IDS, seedWorld, WEBSITE_ID } from './seed';
import type { World } from './world';

interface Story {
	nickname: string;
	email: string;
	segments: string[];
	company: string;
	/** Lines in turn, the visitor first. */
	lines: string[];
	state: 'pending' | 'unresolved' | 'resolved';
}

const STORIES: Story[] = [
	{
		nickname: 'Jane Doe',
		email: 'jane.doe@example.com',
		segments: ['customer', 'vip'],
		company: 'Doe & Partners',
		lines: [
			'Hi, my invoice for March shows the wrong address.',
			'Sorry about that, Jane. I have corrected it and sent it again.',
			'Perfect, thank you!',
		],
		state: 'resolved',
	},
	{
		nickname: 'Tomas Berg',
		email: 'tomas@berg.example',
		segments: ['lead'],
		company: 'Berg Logistics',
		lines: ['Does your plan for teams include single sign-on?'],
		state: 'pending',
	},
	{
		nickname: 'Aiko Tanaka',
		email: 'aiko@tanaka.example',
		segments: ['customer'],
		company: 'Tanaka Studio',
		lines: [
			'The export stops at 1,000 rows. Is that a limit?',
			'It should not be. Which browser do you use?',
		],
		state: 'unresolved',
	},
];

function tell(world: World, website: Website, story: Story): void {
	const { nickname, email, segments, company, lines, state } = story;
	createPerson(world, website, {
		email,
		person: { nickname },
		company: { name: company },
		segments,
	});
	const conversation = createConversation(world, website);
	patchMeta(world, website, conversation, { nickname, email, segments });
	for (const [index, line] of lines.entries()) {
		if (index % 2 === 0) visitorMessage(world, conversation, line);
		else {
			addMessage(world, conversation, {
				type: 'text',
				from: 'operator',
				origin: 'chat',
				content: line,
				user: { user_id: OPERATOR_IDS.owner, nickname: 'Olivia Owner', avatar: null },
			});
		}
	}
	setAvailability(world, conversation, 'offline');
	if (lines.length > 1) setRouting(world, conversation, OPERATOR_IDS.owner);
	setState(world, conversation, state);
}

/** The usual websites with some contacts, conversations and a campaign, so that lists show something. */
export function seedDemo(world: World): void {
	seedWorld(world);
	const website = world.websites.get(WEBSITE_ID);
	if (!website) throw new Error('The seed has no first website');
	for (const story of STORIES) tell(world, website, story);
	const campaign = createCampaign(world, website, { type: 'one-shot', name: 'Spring newsletter' });
	saveCampaign(
		world,
		campaign,
		{
			subject: 'What is new this spring',
			tag: 'newsletter',
			sender: { user_id: OPERATOR_IDS.owner },
			recipients: { type: 'segments', segments: ['customer'] },
			message: 'Hello! Here is what we have been working on.',
			options: { deliver_to_chatbox: true, deliver_to_email: true },
		},
		'change',
	);
}
