import type { Rows } from '#libs/chat';
import type { Statement } from '#libs/database';
import { forgetStatements, type TextPlace } from '#libs/knowledge';

/** Messages whose text was edited or deleted: replies must not be built from the old text. */
export class ForgottenRows implements Rows {
  static readonly table = 'knowledge';
  private readonly forgotten: TextPlace[] = [];

  add(chatId: number, messageId: number): void {
    this.forgotten.push({ chatId, messageId });
  }

  stores(): readonly Statement[] {
    return forgetStatements(this.forgotten);
  }
}
