import { isUserId } from '#libs/http';
import { RevocationService } from '#libs/identity';
import type { Command } from './command.js';

export const revoke: Command = {
  takes: '<user id>',
  does: 'refuses every token that was issued to that user until now, and ends their live connections',
  prepare: (given) => {
    const [userId] = given;
    if (given.length !== 1 || !isUserId(userId)) return undefined;
    return async (admin) => {
      const { before } = await admin.get(RevocationService, { strict: false }).revoke(userId);
      return `Tokens of ${userId} that were issued before ${new Date(before).toISOString()} are refused from now on.`;
    };
  },
};
