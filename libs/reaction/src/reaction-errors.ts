import { errorCodes } from '#libs/http';
import { MAX_REACTION_BYTES } from './reaction-text.js';

export const EXPECTED = `must be 1-${MAX_REACTION_BYTES} bytes of UTF-8 without control characters or white space, not . or ..`;

/** What may be wrong with a reaction. */
export const ReactionFieldCodes = errorCodes({
  not_a_reaction: {
    status: 400,
    field: 'reaction',
    detail: EXPECTED,
    meaning: 'It is not 1-64 bytes of UTF-8 without control characters and white space, or it is `.` or `..`.',
    remedy: 'Send one emoji, percent-encoded where it is part of the path.',
  },
});

/** Refusals about reactions. */
export const ReactionErrors = errorCodes({
  ...ReactionFieldCodes,
  message_deleted: {
    status: 400,
    detail: 'The message was deleted and takes no reactions.',
    meaning: 'The message was deleted; nobody can react to it any more.',
    remedy: 'Show the message as deleted, without a way to react.',
  },
  too_many_reactions: {
    status: 400,
    field: 'reaction',
    detail: (most: number) => `a message takes at most ${most} different reactions`,
    meaning: 'The message has 50 different reactions already.',
    remedy: 'Add to one of those that are there, or wait until one is taken back.',
  },
});
