"""Chinese: the words of rules, with the English for each; no blanks part them."""

ENDINGS: dict[str, str] = {}
WORDS = """
all endpoints require authentication = 所有接口都需要认证 | 所有接口都需要登录 | 所有接口均需认证
all endpoints require authentication = 所有接口需要认证 | 所有端点都需要认证
newest first = 按创建时间倒序排列 | 按时间倒序排列 | 最新的排在最前 | 按时间倒序 | 最新的在前 | 按创建时间倒序
new = 新 | 新建的
completed = 已完成 | 完成
must not be empty = 不能为空 | 不得为空 | 不可为空 | 不允许为空 | 非空
may be left empty = 可以为空 | 可为空 | 可以省略 | 可省略 | 允许为空
is required = 是必填项 | 是必填的 | 为必填 | 为必填项 | 必须填写 | 必须提供
required = 必填 | 必填项 | 必须
optional = 可选 | 选填 | 可选填
at most # characters = 最多#个字符 | 最多#字符 | 不超过#个字符 | 不能超过#个字符 | 不得超过#个字符
at most # characters = 长度不超过#个字符 | 长度不能超过#个字符 | 最长#个字符 | 最大#个字符 | 不超过#字 | 最多#字
at most # characters = 长度不能超过# | 长度最多#
at least # characters = 至少#个字符 | 最少#个字符 | 不少于#个字符 | 长度至少#个字符 | 长度不少于#个字符
at least # characters = 至少#位 | 不少于#位
between # and # characters = #到#个字符 | #至#个字符 | #-#个字符 | #~#个字符 | 长度为#到#个字符 | 长度#-#个字符
between # and # characters = 长度在#到#个字符之间 | 长度必须在#到#个字符之间 | #-#字
between # and # = 在#到#之间 | 在#和#之间 | 在#至#之间 | #到#之间
greater than or equal to # = 大于等于# | 大于或等于# | 不小于# | 不能小于#
less than or equal to # = 小于等于# | 小于或等于# | 不大于# | 不能大于# | 不能超过#
greater than # = 大于# | 必须大于#
less than # = 小于#
must be unique = 必须唯一 | 不能重复 | 不得重复 | 不可重复
unique = 唯一
must be unique per user = 每个用户内唯一 | 在用户内唯一
default = 默认值为 | 默认为 | 默认值 | 默认
must be one of = 必须是以下之一 | 只能是 | 取值范围 | 可选值 | 允许的值
must be = 必须是 | 必须为
must be a valid email = 必须是有效的邮箱地址 | 必须是有效的电子邮件地址 | 格式必须正确 | 必须是有效的邮箱
a valid email = 有效的邮箱地址 | 有效的电子邮件地址
valid = 有效的 | 有效
cannot be changed = 不可修改 | 不能修改 | 不能更改 | 不可更改
not = 不
only = 只有 | 仅 | 仅限 | 只
can = 可以 | 能够 | 能
cannot = 不能 | 不可以 | 不可 | 无法
users can only view their own = 用户只能查看自己的
users can only access their own = 用户只能访问自己的
users cannot access other users' = 用户不能访问其他用户的 | 用户无法访问其他用户的
own = 自己的
other users' = 其他用户的 | 他人的
view = 查看
access = 访问
edit = 编辑 | 修改
delete = 删除
create = 创建
returns # = 返回# | 响应#
soft delete = 软删除
requires authentication = 需要认证 | 需要登录
owner = 所有者 | 拥有者
admin = 管理员
and = 和 | 且 | 并且 | 以及
or = 或 | 或者
's = 的
is = 是 | 为
user = 用户
title = 标题
description = 描述
name = 名称 | 姓名
username = 用户名
email = 邮箱 | 电子邮件 | 邮箱地址
password = 密码
status = 状态
priority = 优先级
due date = 截止日期 | 到期日
date = 日期
start date = 开始日期
end date = 结束日期
category = 分类 | 类别
tag = 标签
comment = 评论
content = 内容
price = 价格
quantity = 数量
stock = 库存
amount = 金额
phone = 电话 | 手机号
address = 地址
code = 代码 | 编码
note = 备注
message = 消息
rating = 评分
role = 角色
task = 任务
project = 项目
order = 订单
product = 商品 | 产品
item = 物品
customer = 客户
book = 图书
post = 帖子
list = 列表
team = 团队
member = 成员
event = 活动
booking = 预订
room = 房间
file = 文件
age = 年龄
author = 作者
field = 字段
"""
ORDERS = (
    (r"、|，", ", "),
    (r"。", ". "),
    (r"：", ": "),
    (r"；", "; "),
    (r"（", " ("),
    (r"）", ") "),
    (
        r"(?:必须是?|只能是?|应为)? ?((?:[A-Za-z][\w-]*, ?)+(?:或 ?)?[A-Za-z][\w-]*) ?(?:之一|中的一个)",
        r"must be one of \1",
    ),
)
