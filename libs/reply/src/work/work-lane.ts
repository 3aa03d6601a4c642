import type { ClaimedWork, MessageWorkService } from '#libs/message';
import { FairShare } from '#libs/limits';

type Kind = ClaimedWork['kind'];

/** The work of one kind that this process does at once: a piece of each person in turn, and nobody has all the room. */
export class WorkLane {
  private readonly share: FairShare;
  /** Whose turn was last. */
  private after = '';

  constructor(
    private readonly kind: Kind,
    size: number,
  ) {
    this.share = new FairShare(size);
  }

  /** @returns nothing when there is no room, or nothing to do for those who may have some */
  async claim(
    service: MessageWorkService,
    limits: { readonly leaseSeconds: number; readonly maxReplies: number },
  ): Promise<ClaimedWork | undefined> {
    if (this.share.free === 0) return undefined;
    const { kind, after } = this;
    const work = await service.claim({ ...limits, kind, after, busy: this.share.atTheirShare });
    if (work === undefined) return undefined;
    this.after = work.asker;
    this.share.take(personOf(work));
    return work;
  }

  giveBack(work: ClaimedWork): void {
    this.share.giveBack(personOf(work));
  }
}

/** What is only refused takes nothing of its asker's share; no user has an empty id. */
function personOf({ asker, isBeyondLimit }: ClaimedWork): string {
  return isBeyondLimit ? '' : asker;
}
