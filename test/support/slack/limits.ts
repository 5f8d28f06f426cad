/**
 * What Slack accepts, copied by hand from the project's notes on the platform and from https://docs.slack.dev/reference/block-kit.
 * Never imported from `src/`: a number that is wrong there must not be wrong here too. Lengths in UTF-16 units, times in milliseconds.
 */
export const LIMITS = {
  messageBlocks: 50,
  messageBlockText: 13_200,
  postText: 40_000,
  updateText: 4_000,
  markdownText: 12_000,
  sectionText: 3_000,
  sectionFields: 10,
  sectionField: 2_000,
  anyText: 3_000,
  header: 150,
  contextElements: 10,
  actionsElements: 25,
  contextActionsElements: 5,
  imageAlt: 2_000,
  imageTitle: 2_000,
  url: 3_000,
  tableRows: 100,
  tableColumns: 20,
  tableText: 10_000,
  tablesPerMessage: 1,
  buttonText: 75,
  buttonValue: 2_000,
  optionText: 75,
  optionValue: 75,
  optionDescription: 75,
  selectOptions: 100,
  optionGroups: 100,
  choiceOptions: 10,
  overflowOptions: 5,
  placeholder: 150,
  id: 255,
  inputLabel: 2_000,
  inputHint: 2_000,
  inputText: 3_000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  viewBlocks: 100,
  viewBytes: 250_000,
  viewTitle: 24,
  privateMetadata: 3_000,
  viewStack: 3,
  suggestedPrompts: 4,
  loadingMessages: 10,
  responseUrlUses: 5,
  socketsPerApp: 10,
} as const;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const TIMES = {
  acknowledge: 3 * SECOND,
  trigger: 3 * SECOND,
  responseUrl: 30 * MINUTE,
  stream: 5 * MINUTE,
  status: 2 * MINUTE,
  /** After the first attempt fails, each next one so much after the failure before it. */
  retries: [0, MINUTE, 5 * MINUTE],
} as const;
