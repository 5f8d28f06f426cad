import type { Incoming } from '../../core/bot-events.ts';
import { remarkCard } from '../../core/card.ts';
import { UserError } from '../../core/errors.ts';
import type { Form, FormValues } from '../../core/form.ts';
import { parseSummaryId } from '../summary.ts';
import { withNote } from '../welcome.ts';
import { linkField, whereOf, withWhere } from '../where.ts';
import { isThread } from './channels.ts';
import type { DiscordContext } from './context.ts';
import type { DeedOf } from './deed.ts';
import type { Spot } from './flow-ids.ts';
import { formCard, introCard } from './form-card.ts';
import { type FormStep, parseFormStep } from './form-ids.ts';
import { formModal } from './form-modal.ts';
import { filledIn, type Sitting, sittingOf, valuesOf, withFieldError } from './form-sitting.ts';
import { limits } from './limits.ts';
import type { DiscordModal } from './modal-limits.ts';
import { incomingBy, whoIs } from './people.ts';
import { sightOf } from './sight.ts';
import { standing, targetOf } from './target.ts';
import { type Asking, sayAll, tellRest } from './tell.ts';

/** Keeps a form that somebody is to fill in. */
export async function keepForm(discord: DiscordContext, asking: Asking, form: Form, spot: Spot): Promise<Sitting> {
  // In the direct conversation there is no other place.
  const asksWhere = form.asksWhere === true && asking.guild !== null;
  const shown = asksWhere ? await withPlaces(discord, asking.workspace, form, spot) : { ...form, asksWhere };
  const sitting = sittingOf(shown, spot);
  await discord.sittings.open(asking, asking.interaction.id, sitting);
  return sitting;
}

/** Shows a form to the person alone. */
export async function showForm(discord: DiscordContext, asking: Asking, form: Form, spot: Spot): Promise<void> {
  const sitting = await keepForm(discord, asking, form, spot);
  const intro = introCard(sitting);
  const { id } = asking.interaction;
  if (intro !== null) await discord.poster.toPerson(asking, intro);
  await discord.poster.toPerson({ ...asking, beside: intro !== null }, formCard(id, sitting, true));
}

/** The modal in which a part of a form is filled in; null for any other step, and where the form is over. */
export async function partOf(
  discord: DiscordContext,
  deed: DeedOf<'click'>,
  step: FormStep,
): Promise<DiscordModal | null> {
  if (typeof step.does === 'string') return null;
  const sitting = await discord.sittings.get(deed, step.sitting);
  return sitting === null ? null : formModal(step.sitting, sitting, step.does.page);
}

/** What was typed is kept before Discord closes the modal, so that whoever goes on at once goes on with it. */
export async function keepTexts({ sittings }: DiscordContext, deed: DeedOf<'submission'>): Promise<void> {
  const step = parseFormStep(deed.id);
  if (step !== null) await sittings.change(deed, step.sitting, (kept) => filledIn(kept, deed.values));
}

/** A part was filled in: it is kept, and the form shown as it is by now. A short form is filled in and submitted at once. */
export async function fillIn(discord: DiscordContext, deed: DeedOf<'submission'>, resumed: boolean): Promise<void> {
  const step = parseFormStep(deed.id);
  if (step === null) return;
  const values = await valuesIn(discord, deed, await discord.sittings.get(deed, step.sitting));
  const sitting = await discord.sittings.change(deed, step.sitting, (kept) => filledIn(kept, values));
  const form = sitting === null ? over : formCard(step.sitting, sitting, false);
  if (sitting === null || step.does !== 'send') return discord.poster.inPlace(deed.interaction, form);
  try {
    await submit(discord, deed, step.sitting, sitting, resumed);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    discord.log.error(error.message);
    // The modal is gone, and nothing of it could be kept elsewhere: what was typed is there to be sent again.
    await discord.poster.inPlace(deed.interaction, withNote(form, `I cannot do that now. ${error.message}`));
  }
}

/** A form's button was used. */
export async function stepOn(
  discord: DiscordContext,
  deed: DeedOf<'click'>,
  step: FormStep,
  resumed: boolean,
): Promise<void> {
  const sitting = await discord.sittings.get(deed, step.sitting);
  if (sitting !== null && step.does === 'submit') return submit(discord, deed, step.sitting, sitting, resumed);
  await discord.poster.inPlace(deed.interaction, sitting === null ? over : formCard(step.sitting, sitting, false));
}

/** Shows what came of a form in its place, or the form with what is wrong with it. */
async function submit(
  discord: DiscordContext,
  deed: DeedOf<'click'> | DeedOf<'submission'>,
  id: string,
  { form, spot }: Sitting,
  resumed: boolean,
): Promise<void> {
  const values = valuesOf(form);
  const again = async (change: (sitting: Sitting) => Sitting) => {
    const changed = (await discord.sittings.change(deed, id, change)) ?? { form, spot };
    await discord.poster.inPlace(deed.interaction, formCard(id, changed, false));
  };
  const record = parseSummaryId(form.id);
  const check = record === null ? null : await discord.checks.get(deed.workspace, record);
  const target = form.asksWhere
    ? await targetOf(discord, whereOf(values), { somebody: deed, at: spot, from: check?.conversation ?? spot.channel })
    : ((await standing(discord, deed, spot)) ?? { ...spot, message: null });
  if ('refused' in target) return again((sitting) => withFieldError(sitting, linkField, target.refused));
  const event: Incoming['event'] =
    record === null ? { kind: 'submit', form: form.id, values } : { kind: 'action', id: form.id };
  const sight = sightOf(discord, deed.guild, deed.person);
  const replies = await discord.bot.handle(await incomingBy(discord, deed, target, event), sight);
  const wrong = replies.find((reply) => reply.form !== undefined)?.form;
  if (wrong !== undefined) {
    const next = form.asksWhere ? withPlace(wrong, form) : { ...wrong, asksWhere: false };
    return again(() => sittingOf(next, spot));
  }
  // Submitted twice at once, it is one post all the same.
  const { first, rest } = await sayAll(discord, deed, target, replies, { key: `form:${id}`, resumed });
  await discord.sittings.end(deed, id);
  await discord.poster.inPlace(deed.interaction, first ?? remarkCard('It is posted.'));
  await tellRest(discord, deed, target, rest);
}

/** The form with the choice of a place that was made in it before. */
function withPlace(form: Form, before: Form): Form {
  const known = new Set(form.fields.map(({ id }) => id));
  return { ...form, asksWhere: true, fields: [...form.fields, ...before.fields.filter(({ id }) => !known.has(id))] };
}

async function withPlaces(
  { channels, threads }: DiscordContext,
  workspace: string,
  form: Form,
  { channel, message }: Spot,
): Promise<Form> {
  const here = await channels.get(channel);
  const recent = await threads.of(workspace, isThread(here) ? (here.parent ?? channel) : channel);
  const others = recent.filter(({ thread }) => thread !== message && thread !== channel);
  return withWhere(form, {
    here: isThread(here) ? 'This thread' : message === null ? 'Here, in the channel' : 'The thread of this message',
    recent: others.slice(0, limits.radios[1] - 2),
    linkHint: 'In Discord: the three dots beside a message, then “Copy Message Link”.',
  });
}

/** The people in a form come as ids, and are kept with the names that they have now; whoever has left, with the one that they had. */
async function valuesIn(
  discord: DiscordContext,
  { guild, values, people }: DeedOf<'submission'>,
  kept: Sitting | null,
): Promise<FormValues> {
  const known = (kept?.form.fields ?? []).flatMap((field) => (field.kind === 'people' ? field.value : []));
  const chosen = Object.entries(people).map(async ([field, ids]) => {
    const named = await Promise.all(ids.map((id) => whoIs(discord, guild, id)));
    const nameOf = (id: string, name: string) =>
      name === id ? (known.find((each) => each.id === id)?.name ?? id) : name;
    return [field, named.map(({ id, name }) => ({ id, name: nameOf(id, name) }))] as const;
  });
  return { ...values, ...Object.fromEntries(await Promise.all(chosen)) };
}

const over = remarkCard('This form is done with. Press the button that opened it once more for another one.');
