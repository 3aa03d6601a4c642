import type { Message } from 'chat-system-client';
import { type UsedChat, useChatClient, useTyping } from 'chat-system-client/react';
import { type ClipboardEvent, type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useDraft } from './drafts.js';
import { Icon } from './icon.js';
import { list, nameOf } from './names.js';

interface ComposerProps {
  readonly chatId: number;
  readonly send: UsedChat['send'];
  readonly placeholder: string;
  /** What each message answers. */
  readonly parentId?: number;
  /** A message whose words are being changed. */
  readonly edited?: Message | undefined;
  readonly edit?: UsedChat['edit'];
  readonly onEdited?: () => void;
  /** What ArrowUp in an empty field begins to change. */
  readonly lastOwn?: Message | undefined;
  readonly onEdit?: (message: Message) => void;
  readonly onFiles?: (files: readonly File[]) => void;
  /** Why nobody may write here. */
  readonly closed?: string | undefined;
}

export function Composer(props: ComposerProps) {
  const { chatId, edit, edited, closed, lastOwn, onEdit, onEdited, onFiles, parentId, placeholder, send } = props;
  const { userId } = useChatClient();
  const { typists, typing } = useTyping(chatId);
  const [draft, setDraft] = useDraft(`draft of ${userId} in ${chatId}${parentId === undefined ? '' : `/${parentId}`}`);
  const [changed, setChanged] = useState('');
  const [text, setText] = edited === undefined ? [draft, setDraft] : [changed, setChanged];
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (edited === undefined) return;
    setChanged(edited.content);
    field.current?.focus();
  }, [edited]);
  useEffect(() => grow(field.current), [text]);
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (onFiles === undefined || files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    const content = text.trim();
    if (content === '') return;
    if (edited !== undefined) {
      if (edited.content !== content) edit?.(edited.id, content);
      return onEdited?.();
    }
    send({ content, ...(parentId !== undefined && { parent_message_id: parentId }) });
    setDraft('');
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && edited !== undefined) onEdited?.();
    if (event.key === 'ArrowUp' && text === '' && edited === undefined && lastOwn !== undefined) {
      event.preventDefault();
      onEdit?.(lastOwn);
    }
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      submit();
    }
  };
  if (closed !== undefined) return <p className="composer closed">{closed}</p>;
  return (
    <form className="composer" onSubmit={submit}>
      <p className="typists" role="status">
        {typists.length > 0 && (
          <>
            <span className="dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            {list(typists.map((userId) => nameOf(userId)))} {typists.length === 1 ? 'is' : 'are'} writing
          </>
        )}
      </p>
      {edited !== undefined && (
        <p className="editing">
          <Icon name="edit" /> Editing a message
          <button type="button" onClick={onEdited}>
            Cancel
          </button>
        </p>
      )}
      <div className="composer-row">
        {onFiles !== undefined && (
          <>
            <button
              type="button"
              className="icon-button"
              aria-label="Attach a picture or a document"
              title="Attach a picture or a document"
              onClick={() => picker.current?.click()}
            >
              <Icon name="clip" />
            </button>
            <input
              ref={picker}
              type="file"
              hidden
              multiple
              accept=".pdf,.docx,.xlsx,.pptx,.md,.txt,.html,.csv,image/*"
              onChange={({ target }) => {
                onFiles([...(target.files ?? [])]);
                target.value = '';
              }}
            />
          </>
        )}
        <textarea
          ref={field}
          rows={1}
          value={text}
          dir="auto"
          aria-label={parentId === undefined ? 'Message' : 'Reply'}
          placeholder={placeholder}
          onKeyDown={press}
          onPaste={paste}
          onChange={({ target }) => {
            setText(target.value);
            typing();
          }}
        />
        <button className="icon-button filled" aria-label="Send" disabled={text.trim() === ''}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

/** As high as its text, up to what the stylesheet allows. */
function grow(field: HTMLTextAreaElement | null): void {
  if (field === null) return;
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}
