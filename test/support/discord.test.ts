import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  ContainerBuilder,
  Events,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import { person } from './discord/person.ts';
import { startRawApp } from './discord/raw-app.ts';
import { createDiscord, type DiscordServer } from './discord/server.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function discordWith(listen: (client: Client) => void): Promise<DiscordServer> {
  const server = await createDiscord();
  cleanups.push(() => server.close());
  const client = await startRawApp(server, listen);
  cleanups.push(() => client.destroy());
  await client.application?.commands.set([
    {
      name: 'arch-ask',
      description: 'Ask',
      options: [{ name: 'question', description: 'What?', type: ApplicationCommandOptionType.String, required: true }],
    },
    { name: 'arch-check', description: 'Check' },
    {
      name: 'arch-decisions',
      description: 'Find',
      options: [
        { name: 'title', description: 'Which?', type: ApplicationCommandOptionType.String, autocomplete: true },
      ],
    },
    { name: 'Run arch-check here', type: ApplicationCommandType.Message },
  ]);
  return server;
}

test('answers a mention in a thread on it', async () => {
  const server = await discordWith((client) => {
    client.on(Events.MessageCreate, async (message) => {
      if (message.author.bot || client.user === null || !message.mentions.has(client.user)) return;
      const thread = await message.startThread({ name: 'An answer' });
      await thread.send({
        content: `you said: ${message.content.replace(/<@\d+> /, '')}`,
        allowedMentions: { parse: [] },
      });
    });
  });
  const ana = person(server, { user: 'ana', channel: '#general' });
  ana.mentions('hello there');
  expect(await ana.sees(/you said/)).toBe(
    [
      '#general',
      'ana: @archcheck hello there',
      '  ↳ thread: An answer',
      '  │ archcheck:',
      '  │   you said: hello there',
    ].join('\n'),
  );
  expect(server.effects()).toEqual({ pings: [], links: [] });
  expect(server.problems).toEqual([]);
});

test('defers a command for one person, edits it, and shares it on a click', async () => {
  const server = await discordWith((client) => {
    client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isChatInputCommand()) {
        await interaction.deferReply({ flags: MessageFlags.Ephemeral });
        await interaction.editReply({
          flags: MessageFlags.IsComponentsV2,
          components: [
            new ContainerBuilder()
              .addTextDisplayComponents(
                new TextDisplayBuilder().setContent(`about ${interaction.options.getString('question')}`),
              )
              .addActionRowComponents(
                new ActionRowBuilder<ButtonBuilder>().addComponents(
                  new ButtonBuilder().setCustomId('share').setLabel('Share').setStyle(ButtonStyle.Secondary),
                ),
              ),
          ],
        });
      }
      if (interaction.isButton()) {
        await interaction.deferUpdate();
        await interaction.followUp({ content: 'shared' });
      }
    });
  });
  const ana = person(server, { user: 'ana', channel: '#general' });
  const ben = person(server, { user: 'ben', channel: '#general' });
  ana.runs('/arch-ask', { question: 'what is a monolith?' });
  expect(await ana.sees(/Share/)).toBe(
    [
      '#general',
      '↱ ana used /arch-ask',
      'archcheck (only you can see this):',
      '  ▌ about what is a monolith?',
      '  ▌ [Share]',
    ].join('\n'),
  );
  expect(ben.screen()).toBe('#general');
  ana.clicks('Share');
  await ben.sees(/shared/);
});

test('shows a modal, corrects what is filled in, and takes it', async () => {
  const submitted: unknown[] = [];
  const server = await discordWith((client) => {
    client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isChatInputCommand()) {
        const modal = new ModalBuilder()
          .setCustomId('form')
          .setTitle('Architecture check')
          .addLabelComponents(
            new LabelBuilder()
              .setLabel('How large is the team?')
              .setDescription('The document says: small team')
              .setRadioGroupComponent((group) =>
                group
                  .setCustomId('team')
                  .addOptions(
                    { label: 'One small team', value: 'small' },
                    { label: 'Several teams', value: 'several' },
                  ),
              ),
            new LabelBuilder()
              .setLabel('Name')
              .setTextInputComponent(
                new TextInputBuilder()
                  .setCustomId('name')
                  .setStyle(TextInputStyle.Short)
                  .setRequired(false)
                  .setMaxLength(20),
              ),
          );
        await interaction.showModal(modal);
      }
      if (interaction.isModalSubmit()) {
        submitted.push([interaction.fields.getRadioGroup('team'), interaction.fields.getTextInputValue('name')]);
        await interaction.reply({ content: 'Thank you.' });
      }
    });
  });
  const ana = person(server, { user: 'ana', channel: '#general' });
  ana.runs('/arch-check');
  expect(await ana.sees(/Architecture check/)).toBe(
    [
      '#general',
      '┌ Architecture check',
      '│ How large is the team? *',
      '│ › The document says: small team',
      '│ ( ) One small team',
      '│ ( ) Several teams',
      '│ Name',
      '│ [  ✎]',
      '└ [Cancel] [Submit]',
    ].join('\n'),
  );
  ana.submits();
  expect(ana.screen()).toMatch(/! This field is required/);
  ana.chooses('Several teams');
  ana.fills('Name', 'shop');
  await ana.submits().settled;
  await ana.sees(/Thank you/);
  expect(ana.screen()).not.toMatch(/┌/);
  expect(submitted).toEqual([['several', 'shop']]);
  expect(server.refusals()).toEqual([]);
});

test('autocompletes, and reads the message of a message command', async () => {
  const read: string[] = [];
  const server = await discordWith((client) => {
    client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isAutocomplete()) {
        await interaction.respond([{ name: `Decision on ${interaction.options.getFocused()}`, value: 'd1' }]);
      } else if (interaction.isChatInputCommand())
        await interaction.reply(`chosen: ${interaction.options.getString('title')}`);
      else if (interaction.isMessageContextMenuCommand()) {
        read.push(interaction.targetMessage.content);
        const menu = new StringSelectMenuBuilder()
          .setCustomId('menu')
          .setPlaceholder('Which form?')
          .addOptions({ label: 'Full', value: 'full' }, { label: 'Lean', value: 'lean' });
        await interaction.reply({
          content: 'choose',
          components: [new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu)],
        });
      } else if (interaction.isStringSelectMenu()) {
        await interaction.update({ content: `you chose ${interaction.values}`, components: [] });
      }
    });
  });
  const ana = person(server, { user: 'ana', channel: '#general' });
  expect(await ana.completes('/arch-decisions', 'title', 'kafka')).toEqual(['Decision on kafka']);
  ana.runs('/arch-decisions', { title: 'Decision on kafka' });
  await ana.sees(/chosen: d1/);
  ana.says('we have three teams');
  ana.usesCommand('Run arch-check here', /three teams/);
  await ana.sees(/\[Which form\? ▾\]/);
  expect(read).toEqual(['we have three teams']);
  ana.chooses('Lean');
  await ana.sees(/you chose lean/);
});
