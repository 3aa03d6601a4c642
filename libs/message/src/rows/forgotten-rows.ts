import type { Rows } from '#libs/chat';
import type { Statement } from '#libs/database';
import { forgetStatements, type TextPlace } from '#libs/knowledge';

/** Messages that say something else now, or nothing: replies are built of what they said no more. */
export class ForgottenRows implements Rows {
  static readonly order = 9;
  private readonly forgotten: TextPlace[] = [];

  add(chatId: number, messageId: number): void {
    this.forgotten.push({ chatId, messageId });
  }

  loads(): readonly Statement[] {
    return [];
  }

  loaded(): void {
    // Nobody asks what is there.
  }

  stores(): readonly Statement[] {
    return forgetStatements(this.forgotten);
  }
}
