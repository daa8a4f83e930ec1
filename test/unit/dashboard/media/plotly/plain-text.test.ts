import { expect, it } from 'vitest';
import { plainText } from '../../../../../src/dashboard/media/plotly/plain-text';

it.each([
  ['x<sub>1</sub><br>5 < 6', 'x<sub>1</sub><br>5 &lt; 6'],
  ['<a href="javascript:a()">one</a>', 'one'],
  ['<A HREF=x target=_self>one</A>', 'one'],
  ['<<a>a href="x">one', '&lt;a href="x">one'],
  ['%{meta}a href="x">one', '%{meta}a href="x">one'],
  ['<span style="color: #f00; font-size: 12px">a</span>', '<span style="color: #f00; font-size: 12px">a</span>'],
  ['<span style="fill:url(//a)">a</span>', '<span>a</span>'],
  ['<span style="fill:&#117;rl(//a)">a</span>', '<span>a</span>'],
  ['<span style="fill:%{meta}">a</span>', '<span>a</span>'],
  ['<b style="color:red" onclick="a()">a</b>', '<b>a</b>'],
  ['<script>a</script>', '&lt;script>a&lt;/script>'],
  ['<img src=x>', '&lt;img src=x>'],
  ['2024-01-01', '2024-01-01'],
])('%s becomes %s', (text, expected) => expect(plainText(text)).toBe(expected));
