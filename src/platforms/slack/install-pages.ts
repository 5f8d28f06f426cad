import type { ServerResponse } from 'node:http';

/** What a person sees in the browser when the installation ends, one way or another. Never a secret, never what came in the address. */
export interface Page {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

const again = 'Start again at /slack/install.';

export const pages = {
  declined: { status: 403, title: 'Not installed', text: `The installation was declined in Slack. ${again}` },
  incomplete: {
    status: 400,
    title: 'Not installed',
    text: `This address is only for the way back from Slack, and what Slack adds to it is missing. ${again}`,
  },
  elsewhere: {
    status: 400,
    title: 'Not installed',
    text: `The installation was not begun in this browser, or its cookie is gone: it is kept for ten minutes, and only over https. ${again}`,
  },
  expired: {
    status: 400,
    title: 'Not installed',
    text: `The installation was begun more than ten minutes ago. ${again}`,
  },
  used: {
    status: 400,
    title: 'Not installed again',
    text: `This way back from Slack was used before. If archcheck answers in your workspace, all is well. ${again}`,
  },
  forged: { status: 400, title: 'Not installed', text: `The way back from Slack was not begun here. ${again}` },
  refused: {
    status: 400,
    title: 'Not installed',
    text: `Slack did not take the code that it gave you: it holds for ten minutes, and once. ${again}`,
  },
  noBot: {
    status: 400,
    title: 'Not installed',
    text: 'Slack gave no bot token. The operator has to look at the app’s manifest.',
  },
  rotation: {
    status: 400,
    title: 'Not installed',
    text: 'Token rotation is switched on for the app, and cannot be switched off again. The operator has to make the app anew from “archcheck slack manifest”.',
  },
  misconfigured: {
    status: 500,
    title: 'Not installed',
    text: 'This installation of archcheck is not set up right: Slack does not know its client id or secret. The operator finds the reason in the log.',
  },
  trouble: {
    status: 503,
    title: 'Not installed',
    text: `Something went wrong here, and nothing was kept. ${again} If it happens again, tell the operator, who finds the reason in the log.`,
  },
} as const satisfies Readonly<Record<string, Page>>;

/** @param missing names of scopes */
export function lackingPage(missing: readonly string[]): Page {
  const text = `Slack did not grant ${missing.join(', ')}, without which archcheck cannot work. ${again}`;
  return { status: 403, title: 'Not installed', text };
}

/** @param name what the workspace or organisation is called */
export function installedPage(name: string): Page {
  return {
    status: 200,
    title: 'archcheck is installed',
    text: `It is in ${name} now. In a channel, type /invite and its name; then mention it with a question, or run /arch-check.`,
  };
}

export function showPage(response: ServerResponse, { status, title, text }: Page): void {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><h1>${escaped(title)}</h1><p>${escaped(text)}</p></html>\n`;
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      // The address holds the code and the state.
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .end(body);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
