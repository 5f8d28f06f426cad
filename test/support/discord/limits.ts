/**
 * What Discord accepts, copied by hand from the project's notes on the platform and from https://docs.discord.com/developers.
 * Never imported from `src/`: a number that is wrong there must not be wrong here too. Lengths in UTF-16 units, times in milliseconds.
 */
export const LIMITS = {
  content: 2_000,
  embeds: 10,
  embedTotal: 6_000,
  embedTitle: 256,
  embedDescription: 4_096,
  embedFields: 25,
  embedFieldName: 256,
  embedFieldValue: 1_024,
  embedFooter: 2_048,
  embedAuthor: 256,
  components: 40,
  componentText: 4_000,
  rows: 5,
  buttonsPerRow: 5,
  buttonLabel: 80,
  url: 512,
  customId: 100,
  selectOptions: 25,
  optionText: 100,
  placeholder: 150,
  sectionTexts: 3,
  galleryItems: 10,
  altText: 1_024,
  modalComponents: 5,
  modalTitle: 45,
  label: 45,
  labelDescription: 100,
  inputText: 4_000,
  inputPlaceholder: 100,
  radioOptions: [2, 10],
  checkboxOptions: [1, 10],
  uploads: 10,
  channelName: 100,
  commandName: 32,
  commandDescription: 100,
  commandOptions: 25,
  commandChoices: 25,
  choiceText: 100,
  commandTotal: 8_000,
  chatCommands: 100,
  contextCommands: 15,
  attachments: 10,
  attachmentBytes: 10 * 1_024 * 1_024,
  attachmentDescription: 1_024,
  nonce: 25,
  history: 100,
  reactors: 100,
  sendsPerMinute: 120,
  identifiesPerDay: 1_000,
  guildsPerShard: 2_500,
} as const;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const TIMES = {
  firstResponse: 3 * SECOND,
  token: 15 * MINUTE,
  /** How long a session whose connection is gone may be resumed. */
  resume: 5 * MINUTE,
  nonce: 5 * MINUTE,
  heartbeat: 41_250,
  typing: 10 * SECOND,
} as const;
