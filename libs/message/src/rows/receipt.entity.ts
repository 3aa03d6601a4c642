import { Int8Key, TextKey } from '#libs/database';
import { Check, Column, Entity, ForeignKey } from 'typeorm';

/** One reader's mark on one message of a GROUP, while it lies above that reader's watermark. */
@Entity('receipt')
@ForeignKey('Chat', ['chatId'], ['id'], { name: 'receipt_chat_id_fkey', onDelete: 'CASCADE' })
@Check('receipt_status_known', `status IN ('DELIVERED', 'READ')`)
export class Receipt {
  @Int8Key('chat_id', 'receipt_pkey')
  chatId: number;

  @Int8Key('message_id', 'receipt_pkey')
  messageId: number;

  @TextKey('user_id', 'receipt_pkey')
  userId: string;

  @Column({ type: 'text' })
  status: 'DELIVERED' | 'READ';
}
