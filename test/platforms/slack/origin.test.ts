import { describe, expect, it } from 'vitest';
import { readOrigin } from '../../../src/platforms/slack/origin.ts';
import { isOf } from '../../../src/platforms/slack/sight.ts';

describe('where something comes from', () => {
  const inT1 = { workspace: 'T1', organisation: null };
  const ofE1 = { workspace: 'T1', organisation: 'E1' };
  it.each([
    ['an event', { team_id: 'T1' }, inT1],
    ['an event of a shared channel', { team_id: 'T9', authorizations: [{ team_id: 'T1' }] }, inT1],
    [
      'an event that is authorised by an organisation',
      {
        team_id: 'T1',
        authorizations: [{ team_id: null, enterprise_id: 'E1' }],
      },
      ofE1,
    ],
    ['the same with its id in the workspace’s place', { team_id: 'T1', authorizations: [{ team_id: 'E1' }] }, ofE1],
    [
      'a departure that names the organisation alone',
      { team_id: null, enterprise_id: 'E1' },
      { ...ofE1, workspace: 'E1' },
    ],
    ['a command', { team_id: 'T1', enterprise_id: 'E1' }, ofE1],
    ['a click under a message of ours', { team: { id: 'T9' }, message: { team: 'T1' } }, inT1],
    ['a form that another company fills in', { team: { id: 'T9' }, view: { app_installed_team_id: 'T1' } }, inT1],
    [
      'a form of an organisation’s app',
      {
        team: null,
        user: { team_id: 'T1' },
        enterprise: { id: 'E1' },
        view: { app_installed_team_id: 'E1' },
      },
      ofE1,
    ],
    ['nowhere', { team_id: null, user: { id: 'U1' } }, null],
  ])('is read from %s', (_, body, origin) => {
    expect(readOrigin(body)).toEqual(origin);
  });
});

describe('who belongs to a workspace', () => {
  const user = { team_id: 'T1', is_stranger: false };
  it.each([
    ['somebody of it', user, true],
    ['somebody of another company', { ...user, team_id: 'T9' }, false],
    ['a stranger, whatever is said of their workspace', { ...user, is_stranger: true }, false],
    [
      'somebody of the same organisation who is in it',
      { ...user, team_id: 'T2', enterprise_user: { teams: ['T2', 'T1'] } },
      true,
    ],
    [
      'somebody of the same organisation who is not',
      { ...user, team_id: 'T2', enterprise_user: { teams: ['T2'] } },
      false,
    ],
  ])('is asked of %s', (_, known, belongs) => {
    expect(isOf('T1', known)).toBe(belongs);
  });
});
