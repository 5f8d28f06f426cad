/** The id of the button that opens the questions of the check that waits for whoever clicks it. */
export const openCheckId = 'discord:open';
