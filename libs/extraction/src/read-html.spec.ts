import { describe, expect, it } from '@jest/globals';
import { readHtml } from './read-html.js';

describe('readHtml', () => {
  it.each([
    ['<h1>One</h1><p>Two <b>bold</b> words.</p><p>Three', 'One\n\nTwo bold words.\n\nThree'],
    ['<html><head><title>No</title></head><body>Yes</body></html>', 'Yes'],
    ['<a href="https://example.com">link</a>', 'link'],
    ['a<img src="x" alt="picture"><svg><text>no</text></svg>b', 'ab'],
    ['a<script>no()</script><style>no {}</style><!-- no -->b', 'ab'],
    ['<ul><li>one<li>two</ul>', '- one\n- two'],
    ['<ol><li>one<li>two</ol>', ' 1. one\n 2. two'],
    ['<table><tr><th>A<th>B</tr><tr><td><p>1</p><td>2</table>', 'A | B\n1 | 2'],
    ['a<br>b<hr>c<blockquote>d</blockquote>', 'a\nb\n\nc\n\nd'],
    ['<pre>a  b\n  c</pre>', 'a  b\n  c'],
    ['&lt;&amp;&#x1F600;&nbsp;&unknown;', '<&😀\u00a0&unknown;'],
    ['5 < 6 > 4', '5 < 6 > 4'],
    ['<p>unclosed <b>tags', 'unclosed tags'],
    [`${'<i>'.repeat(400)}deep`, 'deep'],
    [`before${'<i>'.repeat(600)}too deep`, 'before'],
  ])('of %j is %j', (html, text) => {
    expect(readHtml(html)).toBe(text);
  });
});
