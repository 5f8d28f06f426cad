import { objects, textOf } from '../../json.ts';
import { LIMITS, TIMES } from '../limits.ts';
import { refusal, SlackError } from '../slack-error.ts';
import { joinedChannel, type Methods, messageAt, required, withScopes } from './method.ts';

export const assistant: Methods = {
  'assistant.threads.setStatus': withScopes(['assistant:write', 'chat:write'], (call) => {
    const { slack, args } = call;
    const channel = joinedChannel(call, 'channel_id');
    const thread = messageAt(channel, required(args, 'thread_ts'), 'invalid_thread_ts').ts;
    if (typeof args['status'] !== 'string') throw refusal('invalid_arguments', ['missing required field: status']);
    const loading = args['loading_messages'];
    if (Array.isArray(loading) && loading.length > LIMITS.loadingMessages) {
      throw refusal('invalid_arguments', [
        `no more than ${LIMITS.loadingMessages} items allowed [json-pointer:/loading_messages]`,
      ]);
    }
    if (args['status'] === '') channel.statuses.delete(thread);
    else channel.statuses.set(thread, { text: args['status'], until: slack.clock.now() + TIMES.status });
    slack.clock.after(TIMES.status, () => slack.changed());
    slack.changed();
    return {};
  }),

  'assistant.threads.setSuggestedPrompts': withScopes(['assistant:write'], (call) => {
    const { slack, args } = call;
    const channel = joinedChannel(call, 'channel_id');
    if (channel.kind !== 'im') throw new SlackError('channel_type_not_supported');
    const prompts = objects(args['prompts']).map((each) => ({
      title: textOf(each['title']),
      message: textOf(each['message']),
    }));
    const problems = [
      ...(prompts.length === 0 ? ['missing required field: prompts'] : []),
      ...(prompts.length > LIMITS.suggestedPrompts
        ? [`no more than ${LIMITS.suggestedPrompts} items allowed [json-pointer:/prompts]`]
        : []),
      ...prompts.flatMap((prompt, index) =>
        prompt.title === '' || prompt.message === ''
          ? [`must be more than 0 characters [json-pointer:/prompts/${index}]`]
          : [],
      ),
    ];
    if (problems.length > 0) throw refusal('invalid_arguments', problems);
    channel.prompts = { title: textOf(args['title']), prompts };
    slack.changed();
    return {};
  }),

  'assistant.threads.setTitle': withScopes(['assistant:write'], (call) => {
    const channel = joinedChannel(call, 'channel_id');
    messageAt(channel, required(call.args, 'thread_ts'), 'invalid_thread_ts');
    required(call.args, 'title');
    return {};
  }),
};
