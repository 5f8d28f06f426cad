import { objects, textOf } from '../../json.ts';
import { fileJson } from '../files.ts';
import { post } from '../messages.ts';
import { refusal, SlackError } from '../slack-error.ts';
import { joinedChannel, type Methods, required, threadAt, withScopes } from './method.ts';

export const files: Methods = {
  'files.getUploadURLExternal': withScopes(['files:write'], ({ slack, args }) => {
    const name = required(args, 'filename');
    const length = Number(required(args, 'length'));
    if (!Number.isInteger(length) || length <= 0)
      throw refusal('invalid_arguments', ['must be a positive integer [json-pointer:/length]']);
    const file = slack.files.announce(name, length);
    return { upload_url: `${slack.origin}/upload/${file.id}`, file_id: file.id };
  }),

  'files.completeUploadExternal': withScopes(['files:write'], (call) => {
    const { slack, installation, args } = call;
    const completed = objects(args['files']).map((each) => {
      const file = slack.files.get(textOf(each['id']));
      if (file?.content == null) throw new SlackError('file_not_found');
      if (file.content.length !== file.length) throw new SlackError('file_upload_size_mismatch');
      return fileJson(file, textOf(each['title']) || file.name);
    });
    if (completed.length === 0) throw refusal('invalid_arguments', ['missing required field: files']);
    if (textOf(args['channel_id']) !== '') {
      const channel = joinedChannel(call, 'channel_id');
      post(slack, installation.workspace, channel, {
        user: installation.botUser,
        installation,
        content: { text: textOf(args['initial_comment']), blocks: [], metadata: null },
        threadTs: threadAt(channel, args),
        files: completed,
      });
    }
    return { files: completed };
  }),
};
