"""Codes of findings: a definition as a file and as YAML."""

from kpixl.findings.finding import Code, Severity

_E = Severity.ERROR

SOURCE_CODES = (
    Code(
        "scheme-file-missing", _E,
        "没有找到这个方案文件。", "请核对文件名和所在的文件夹；kpixl schemes 会列出内置的方案。",
        "This scheme file was not found.", "Check its name and folder; kpixl schemes lists the library.",
    ),
    Code(
        "scheme-file-is-folder", _E,
        "这是一个文件夹，不是方案文件。", "请写到文件夹里的方案文件，例如 scheme.yaml。",
        "This is a folder, not a scheme file.", "Name the scheme file inside it, such as scheme.yaml.",
    ),
    Code(
        "scheme-file-unreadable", _E,
        "方案文件打不开（{reason}）。", "请看文件是否被别的程序占用，您是否有读取的权限。",
        "The scheme file cannot be opened ({reason}).",
        "See whether another program holds it, and whether you may read it.",
    ),
    Code(
        "scheme-file-is-workbook", _E,
        "这是 Excel 文件或压缩包，不是 YAML 方案。", "请指定 .yaml 结尾的方案文件。",
        "This is an Excel file or an archive, not a YAML scheme.",
        "Name the scheme file, which ends in .yaml.",
    ),
    Code(
        "scheme-file-too-large", _E,
        "文件有 {size} MB，超过了 {limit} MB。", "方案通常只有几十 KB，请核对是不是选错了文件。",
        "The file has {size} MB, more than {limit} MB.",
        "A scheme has some tens of KB; check that this is the right file.",
    ),
    Code(
        "scheme-file-not-utf8", _E,
        "这一行有不是 UTF-8 编码的文字。",
        "请用记事本打开文件，选“另存为”，把编码改为 UTF-8 后保存，再试一次。",
        "This line holds text that is not in UTF-8.",
        "Open the file in a text editor, save it with the encoding UTF-8, and try again.",
    ),
    Code(
        "scheme-file-empty", _E,
        "方案文件里没有内容。", "请写入方案，或用 kpixl init 从一个内置方案开始。",
        "The scheme file is empty.", "Write a scheme into it, or start from the library with kpixl init.",
    ),
    Code(
        "scheme-unknown", _E,
        "没有名为「{name}」的方案文件，也没有这个内置方案。", "请核对路径；内置的方案有：{known}。",
        "There is no scheme file “{name}”, nor a scheme of that name in the library.",
        "Check the path; the library holds: {known}.",
    ),
    Code(
        "scheme-unknown-near", _E,
        "没有名为「{name}」的方案文件，也没有这个内置方案。", "您要的可能是内置方案「{near}」。",
        "There is no scheme file “{name}”, nor a scheme of that name in the library.",
        "Perhaps you mean “{near}” from the library.",
    ),
    Code(
        "yaml-tab", _E,
        "这里有一个制表符（Tab），YAML 只认空格。", "请把它换成空格；缩进每级用两个空格。",
        "There is a tab here; YAML takes spaces only.", "Replace it with spaces, two for each level.",
    ),
    Code(
        "yaml-sign", _E,
        "内容以「{sign}」开头，这个符号在 YAML 里另有含义。",
        "请给整段内容加上英文双引号，例如 \"{sign} …\"。",
        "The value begins with “{sign}”, which means something else in YAML.",
        "Put the whole value in double quotes, as in \"{sign} …\".",
    ),
    Code(
        "yaml-quote", _E,
        "从这里开始的引号没有结束。", "请在内容末尾补上同样的引号；内容里的引号请用中文引号。",
        "The quotation mark that opens here is never closed.",
        "Close it with the same mark at the end of the value.",
    ),
    Code(
        "yaml-escape", _E,
        "双引号里的反斜杠「\\」后面不能跟这个字符。", "请写成两个反斜杠，或改用单引号括起内容。",
        "A backslash inside double quotes may not stand before this character.",
        "Write two backslashes, or put the value in single quotes.",
    ),
    Code(
        "yaml-no-colon", _E,
        "这一行缺少冒号。", "每一项写成“项目: 内容”，用英文冒号，冒号后面空一格。",
        "This line has no colon.", "Write each entry as “key: value”, with a space after the colon.",
    ),
    Code(
        "yaml-wide-colon", _E,
        "这一行的冒号是中文全角的“：”。", "请改为英文冒号，后面空一格。",
        "The colon of this line is a full-width one.", "Replace it with “:” and a space.",
    ),
    Code(
        "yaml-colon", _E,
        "这里不应出现冒号。",
        "内容里带冒号的，请用英文双引号括起；也请看上一行是否少了冒号、这一行是否多缩进了。",
        "There should be no colon here.",
        "Put a value that holds a colon in double quotes; also see whether the line above lacks a colon, or "
        "this one is indented too far.",
    ),
    Code(
        "yaml-dash", _E,
        "“- ”不能和上一级写在同一行。", "请另起一行，缩进两格，再写“- ”。",
        "“- ” may not stand on the line of its key.", "Start a new line, indented by two spaces, with “- ”.",
    ),
    Code(
        "yaml-bracket", _E,
        "从这里开始的括号「{sign}」没有写完。", "请补上对应的右括号，各项之间用英文逗号隔开。",
        "The bracket “{sign}” that opens here is not complete.",
        "Close it, and put commas between its parts.",
    ),
    Code(
        "yaml-extra", _E,
        "这里不应出现「{sign}」。", "请删去它；内容里要用这个符号的，请用英文双引号括起整段内容。",
        "There should be no “{sign}” here.", "Delete it; put a value that holds it in double quotes.",
    ),
    Code(
        "yaml-indent", _E,
        "这一行的缩进和上面的不一致。", "同一级的各行要左对齐；下一级多缩进两个空格。",
        "This line is not indented like the ones above.",
        "Align the lines of one level; indent the next level by two more spaces.",
    ),
    Code(
        "yaml-after-quote", _E,
        "引号结束以后还有内容。", "请把全部内容都放进引号里；内容里的引号请用中文引号。",
        "Something follows the closing quotation mark.", "Put the whole value inside the quotation marks.",
    ),
    Code(
        "yaml-character", _E,
        "这里有一个看不见的控制字符（{sign}）。", "请删去它；从别处粘贴来的文字，可先粘贴到记事本再复制。",
        "There is an invisible control character here ({sign}).",
        "Delete it; text from elsewhere may be cleaned by pasting it into a plain text editor first.",
    ),
    Code(
        "yaml-broken", _E,
        "YAML 的写法在这里有误，读不下去（{problem}）。", "请对照内置方案检查这一行和上一行的写法。",
        "The YAML is faulty here and cannot be read on ({problem}).",
        "Compare this line and the one above with a scheme of the library.",
    ),
    Code(
        "yaml-tag", _E,
        "方案里不用「!」开头的标签。", "请删去标签；以「!」开头的内容请用英文双引号括起。",
        "A scheme takes no tags that begin with “!”.",
        "Delete the tag, or put a value that begins with “!” in double quotes.",
    ),
    Code(
        "yaml-alias", _E,
        "「*{name}」前面没有对应的「&{name}」。", "请核对名称；内容本身以星号开头的，请用英文双引号括起。",
        "There is no “&{name}” before “*{name}”.",
        "Check the name; put a value that itself begins with an asterisk in double quotes.",
    ),
    Code(
        "yaml-documents", _E,
        "一个文件只写一个方案，这里又开始了一个。", "请删去这一行“---”及以后的内容，或另存为一个文件。",
        "A file holds one scheme, and another begins here.",
        "Delete the “---” and what follows, or move it to a file of its own.",
    ),
    Code(
        "yaml-too-deep", _E,
        "层次套得太深，超过了 {limit} 层。", "请核对缩进和括号；方案一般不超过十层。",
        "This is nested deeper than {limit} levels.",
        "Check indents and brackets; a scheme has some ten levels.",
    ),
    Code(
        "yaml-too-big", _E,
        "展开后的内容太多，超过了 {limit} 项。", "请核对用「&」和「*」重复引用的内容。",
        "With its repetitions this holds more than {limit} entries.",
        "Check what is repeated by means of “&” and “*”.",
    ),
)  # fmt: skip
