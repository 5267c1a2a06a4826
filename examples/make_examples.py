"""Writes the rosters of the examples: `python make_examples.py`. All people and firms are invented."""

from __future__ import annotations

from pathlib import Path

from kpixl.workbook.rosters import write_roster

HERE = Path(__file__).resolve().parent
PEOPLE = ("工号", "姓名", "部门", "岗位", "绩效基数", "入职日期")

SALES = """\
0101 林知夏 销售部 销售经理 4200 2016-03-14
0102 周予安 销售部 销售顾问 3000 2019-07-01
0103 唐小满 销售部 销售顾问 3000 2021-02-22
0104 顾一鸣 销售部 销售顾问 3000 2021-02-22
0105 欧阳青禾 销售部 销售顾问 2800 2023-05-08
0106 沈星河 销售部 销售顾问 2800 2024-11-18
0201 郭守田 售后服务部 服务经理 4000 2015-09-07
0202 罗北辰 售后服务部 服务顾问 2900 2020-04-13
0203 许念 售后服务部 服务顾问 2900 2022-08-29
0204 阿依努尔·热合曼 售后服务部 维修技师 3100 2018-12-03"""

BRANCHES = """\
A01 东山分公司
A02 南浦分公司
A03 西塘分公司
A04 北屏分公司
A05 中洲分公司"""

TEAMS = """\
R001 方知远 研发部 部门负责人
R002 叶青 研发部 工程师
R003 孟小棠 研发部 工程师
R004 贺云舟 研发部 测试工程师
M001 程若谷 市场部 部门负责人
M002 苏见微 市场部 市场专员
M003 祝南星 市场部 市场专员"""

ROSTERS = (
    ("perf-pay-100", "示例汽车销售服务有限公司员工花名册", PEOPLE, SALES),
    ("cm-branch-2008-scorecard", "示例通信公司分公司名单", ("单位编号", "单位名称"), BRANCHES),
    ("goals-and-values", "示例科技公司花名册", PEOPLE[:4], TEAMS),
)


def main() -> None:
    """Writes one roster for each example."""
    for slug, title, headings, text in ROSTERS:
        rows = [
            {
                key: float(value) if key == "绩效基数" else value
                for key, value in zip(headings, line.split(), strict=True)
            }
            for line in text.splitlines()
        ]
        path = HERE / slug / "花名册.xlsx"
        write_roster(path, title, headings, rows)
        print(path.relative_to(HERE))


if __name__ == "__main__":
    main()
