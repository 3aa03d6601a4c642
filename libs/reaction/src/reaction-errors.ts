import { FieldRefused } from '#libs/http';

export class TooManyReactions extends FieldRefused {
  constructor(most: number) {
    super('reaction', 'too_many_reactions', `a message takes at most ${most} different reactions`);
  }
}
