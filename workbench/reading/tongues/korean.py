"""Korean: the words of rules, with the English for each, and the endings that tell the part of a word."""

_SILENT = (
    "은|는|이|가|을|를|의|에|에서|에는|에게|으로|로|값|도|입니다|이다|이며|이고|이면|임|함|하다|한다|합니다|하며|하고"
    "|이어야 한다|이어야 합니다|이어야 함|여야 한다|여야 합니다|여야 함|해야 한다|해야 합니다|해야 함"
    "|되어야 한다|되어야 합니다"
)
ENDINGS = dict.fromkeys(_SILENT.split("|"), "") | {"와": " and", "과": " and", "만": " only"}
WORDS = """
all endpoints require authentication = 모든 엔드포인트는 인증이 필요하다 | 모든 api는 인증이 필요하다
all endpoints require authentication = 모든 엔드포인트는 인증이 필요합니다 | 모든 api는 인증이 필요합니다
all endpoints require authentication = 모든 요청은 인증이 필요합니다
all endpoints = 모든 엔드포인트 | 모든 api
new = 새 | 새로운
completed = 완료
must not be empty = 비어 있을 수 없다 | 비어 있을 수 없음 | 비어 있을 수 없습니다 | 비울 수 없다
must not be empty = 비울 수 없습니다 | 빈 값 불가 | 빈 문자열 불가 | 비어 있으면 안 된다 | 비어 있으면 안 됩니다
may be left empty = 비워둘 수 있다 | 비워 둘 수 있습니다 | 생략 가능 | 생략할 수 있다 | 생략할 수 있습니다
required = 필수 | 필수 항목 | 필수 입력 | 반드시 입력 | 반드시 필요
optional = 선택 | 선택 사항 | 선택 입력
at most # characters = 최대 #자 | #자 이하 | #자 이내 | 최대 # 자 | # 글자 이하 | #글자 이하 | #자까지
at most # characters = #자를 넘을 수 없다 | #자를 넘을 수 없습니다 | #자를 초과할 수 없다
at most # characters = #자를 초과할 수 없습니다
at least # characters = 최소 #자 | #자 이상 | # 글자 이상 | #글자 이상
between # and # characters = #자 이상 #자 이하 | #~#자 | #-#자 | #자에서 #자 | 최소 #자 최대 #자
between # and # characters = 최소 #자, 최대 #자
between # and # = # 이상 # 이하 | #에서 # 사이 | #~# | #부터 #까지
at most # = # 이하 | 최대 #
at least # = # 이상 | 최소 #
greater than # = # 초과 | #보다 커야
less than # = # 미만
unique = 고유 | 유일 | 중복 불가 | 중복될 수 없다 | 중복될 수 없습니다 | 고유해야 한다 | 고유해야 합니다
unique = 유일해야 한다 | 유일해야 합니다 | 중복되지 않아야 한다
unique per user = 사용자별로 고유 | 사용자별 고유 | 사용자별로 유일
default = 기본값 | 기본 | 디폴트
valid = 유효한 | 올바른
format = 형식
email format = 이메일 형식
must be one of = 허용 값 | 허용값 | 가능한 값
must be = 이어야 한다 | 여야 한다
only = 오직
can view = 조회할 수 있다 | 조회할 수 있습니다 | 볼 수 있다 | 볼 수 있습니다 | 조회 가능
can edit = 수정할 수 있다 | 수정할 수 있습니다 | 수정 가능
can delete = 삭제할 수 있다 | 삭제할 수 있습니다 | 삭제 가능
can create = 생성할 수 있다 | 생성할 수 있습니다 | 만들 수 있다
can view edit and delete = 조회, 수정, 삭제할 수 있다
cannot be changed = 변경할 수 없다 | 변경할 수 없습니다 | 수정할 수 없다 | 수정할 수 없습니다 | 변경 불가
cannot be changed = 수정 불가
other users' = 다른 사용자의 | 타인의 | 다른 사용자
own = 본인의 | 본인 | 자신의
owner = 소유자
admin = 관리자
not found = 없음 | 존재하지 않음 | 찾을 수 없음
returns # = # 반환 | # 응답 | #를 반환 | #을 반환
newest first = 최신순 | 최신 순 | 최신순 정렬 | 최신순으로 정렬
oldest first = 오래된 순 | 오래된순
soft delete = 소프트 삭제
requires authentication = 인증 필요 | 인증이 필요 | 인증 필수 | 로그인 필요
true = 참
false = 거짓
user = 사용자 | 유저 | 회원
title = 제목
description = 설명
name = 이름
email = 이메일 | 이메일 주소
password = 비밀번호 | 패스워드
status = 상태
priority = 우선순위
due date = 마감일 | 기한
date = 날짜
start date = 시작일
end date = 종료일
category = 카테고리 | 분류
tag = 태그
comment = 댓글
content = 내용 | 본문
price = 가격
quantity = 수량
stock = 재고
amount = 금액
phone = 전화번호
address = 주소
code = 코드
note = 메모
message = 메시지
rating = 평점 | 별점
role = 역할
task = 할 일 | 작업
project = 프로젝트
order = 주문
product = 상품 | 제품
item = 항목
customer = 고객
book = 책 | 도서
post = 게시글 | 게시물
list = 목록
team = 팀
member = 멤버 | 구성원
event = 이벤트
booking = 예약
room = 방 | 객실
file = 파일
age = 나이
author = 작성자
field = 필드
"""
ORDERS = (
    (r"기본값[은이]? ?:? ?([\w.-]+?)(?:이다|입니다|이며)?(?=[.,;]|$)", r"default \1"),
    (
        r"((?:[A-Za-z][\w-]*, ?)+(?:또는 )?[A-Za-z][\w-]*) ?중 ?하나(?:여야 (?:한다|합니다|함)|만 (?:허용|가능))?",
        r"must be one of \1",
    ),
    (r" 또는 ", ", "),
    (
        r"다른 사용자의 ([가-힣]+?)(은|는|을|를|에) (?:조회|볼|수정|삭제|접근)할? 수 없(?:다|습니다|음)",
        r"users cannot access other users' \1",
    ),
    (
        r"(?:사용자는 )?본인의? ([가-힣 ]+?)만 (?:조회|볼|수정|삭제)할? 수 있(?:다|습니다|음)",
        r"users can only view their own \1",
    ),
)
