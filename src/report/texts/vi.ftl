# Texts in Vietnamese. Numbers arrive formatted; en.ftl has the same keys and placeholders.

## Origin of the data
synthetic-banner = Số liệu mô phỏng — không phải số liệu thật của xã
synthetic-loud = SỐ LIỆU MÔ PHỎNG — KHÔNG PHẢI SỐ LIỆU THẬT CỦA XÃ
synthetic-loud-detail = Số hộ nghèo của từng xã được tạo ra để chạy thử; không trích dẫn như số liệu thật.
synthetic-suffix = (số liệu mô phỏng)

## Verdicts
verdict-out-of-reach = ngoài tầm với
verdict-very-unlikely = rất khó đạt
verdict-unlikely = khó đạt
verdict-open = chưa ngã ngũ
verdict-likely = có khả năng đạt
verdict-very-likely = rất có khả năng đạt

## Target sets that the shipped scenario names
set-seed = định hướng năm 2020
set-adopted = chương trình đã ban hành
set-plan = kế hoạch

## Terminal
terminal-reference = { $scenario }. Phương án: { $alternative }.
terminal-out-of-reach = { $set } · { $cohort } { $band } điểm/năm: ngoài tầm với. Từ { $start } chỉ có thể giảm nhiều nhất bình quân { $largest } điểm/năm trong { $first }–{ $last }, bất kể bao nhiêu tiền; { $alive }.
terminal-alive = năm cuối còn có thể: { $year } ({ $falls } lần giảm { $floor })
terminal-not-alive = không giảm nổi { $floor } điểm dù chỉ một năm
terminal-possible = { $set } · { $cohort } { $band } điểm/năm: { $verdict }. Xác suất đạt { $floor } điểm/năm là { $p } % (khoảng tin cậy 95 %: { $low }–{ $high } %{ $worth }){ $top }; dự kiến giảm bình quân { $fall } điểm/năm (90 % số lần mô phỏng: { $fall-low } đến { $fall-high }).
terminal-top = , đạt { $top } là { $p } %
terminal-top-impossible = , mức { $top } ngoài tầm với
terminal-joint-out-of-reach = { $set } · cả bộ mục tiêu: ngoài tầm với, vì ít nhất một mục tiêu trong bộ ngoài tầm với.
terminal-joint-possible = { $set } · cả bộ mục tiêu: { $verdict }. Xác suất đạt mọi mức sàn là { $p } % (khoảng tin cậy 95 %: { $low }–{ $high } %).
terminal-all-targets = mọi mục tiêu
terminal-column-target = Mục tiêu
terminal-interval = { $p } % ({ $low }–{ $high })
terminal-worth = ; đã lấy kỳ vọng theo hộ, chính xác ngang { $replicates } lần mô phỏng
terminal-worth-line = ngang { $replicates } lần
terminal-table-note-integrated = Từng mục tiêu: lấy kỳ vọng theo hộ trên { $replicates } bối cảnh rải đều; “ngang … lần” là số lần mô phỏng có cùng sai số chuẩn. Cả bộ mục tiêu vẫn tính bằng mô phỏng, nên do ngẫu nhiên có thể cao hơn một mục tiêu trong bộ.
terminal-table-note = Mục tiêu: điểm phần trăm/năm. Xác suất đạt mức sàn và khoảng tin cậy 95 %, qua { $replicates } lần mô phỏng, hạt giống { $seed }.
terminal-parameters = Tham số: phân phối hậu nghiệm từ { $folder } ({ $draws } mẫu, { $fitted }; chuẩn { $standard }).
terminal-fitted-forms = hiệu chỉnh theo biểu mẫu chính thức
terminal-fitted-margins = hiệu chỉnh theo số liệu tổng hợp đã công bố
terminal-fitted-prior = lấy mẫu từ phân phối tiên nghiệm, chưa khớp với số liệu nào

## Charts
chart-fan-title = Tỷ lệ hộ nghèo { $first }–{ $last }: { $cohort }
chart-fan-subtitle = Tỷ lệ hộ nghèo cuối năm, % số hộ, chuẩn { $standard }; { $replicates } lần mô phỏng mỗi phương án
chart-fan-band90 = 90 % số lần
chart-fan-band50 = 50 % số lần
chart-fan-median = trung vị
chart-fan-baseline = đầu kỳ { $year }: { $rate }
chart-fan-target = mục tiêu { $set }: giảm { $band } điểm/năm
chart-fan-target-impossible = mục tiêu { $set }: giảm { $band } điểm/năm (ngoài tầm với)
chart-heat-title = Tỷ lệ hộ nghèo dự kiến theo xã cuối năm { $year }
chart-heat-subtitle = { $alternative }; kỳ vọng qua { $replicates } lần mô phỏng, % số hộ; { $communes }
chart-heat-all = { $count } xã, phường, thị trấn
chart-heat-some = { $shown } trong { $all } xã, phường, thị trấn: những nơi có nhiều hộ nghèo nhất đầu kỳ (đầy đủ: communes.csv)
chart-heat-legend = % số hộ là hộ nghèo
chart-heat-communes = { $count } đơn vị
chart-heat-under = dưới { $to }
chart-heat-between = { $from }–{ $to }
chart-heat-over = từ { $from }
chart-money-title = Tiền đi đâu: phân bổ theo dự án, { $first }–{ $last }
chart-money-subtitle = Triệu đồng, cộng mọi nguồn vốn và mọi năm
chart-money-total = cộng { $total } triệu đồng
chart-money-unallocated = Chưa phân bổ
chart-binds-title = Điều gì cản trở: mức giảm nghèo thay đổi ra sao khi gỡ từng trở ngại
chart-binds-subtitle = { $alternative }: chênh lệch của mức giảm bình quân, điểm phần trăm/năm; vạch: ±1,96 sai số chuẩn; { $replicates } lần mô phỏng
chart-binds-panel = { $cohort }: theo kế hoạch giảm bình quân { $fall } điểm/năm
chart-binds-target = mục tiêu { $set } { $band }

## Calibration charts
chart-prior-title = Số liệu cho biết thêm gì: tham số trước và sau hiệu chỉnh
chart-prior-subtitle = Mật độ của từng tham số; dưới tên là trung vị và khoảng 90 % sau hiệu chỉnh; xác suất chuyển tính bằng %/năm; { $draws } mẫu
chart-prior-before = trước (tiên nghiệm)
chart-prior-after = sau (hậu nghiệm)
chart-prior-interval = { $median } ({ $low }–{ $high })
chart-observed-title = Tỷ lệ hộ nghèo quan sát và dự báo, { $first }–{ $last }
chart-observed-subtitle = Tỷ lệ hộ nghèo cuối năm, % số hộ; { $draws } mẫu
chart-observed-band = { $level } số mẫu
chart-observed-median = trung vị
chart-observed-fitted = quan sát, có dùng
chart-observed-held-out = quan sát, không dùng
chart-coverage-title = Khoảng dự báo chứa giá trị quan sát thường xuyên đến đâu
chart-coverage-subtitle = Trên đường chéo là khoảng đúng; dưới đường chéo là quá hẹp, trên đường chéo là quá rộng; ít quan sát thì có thể lệch do ngẫu nhiên
chart-coverage-nominal = Mức của khoảng dự báo
chart-coverage-observed = Tỷ lệ quan sát nằm trong khoảng
chart-coverage-group = { $group } ({ $count } quan sát)
chart-coverage-exact = đúng như mức đã nêu
chart-effects-title = Khác biệt riêng của từng xã: { $class }
chart-effects-subtitle = Hệ số nhân xác suất chuyển mỗi năm của { $communes } xã, phường, thị trấn, xếp thứ tự; chấm: trung vị; vạch: khoảng 90 %; ghi tên { $named } nơi thấp nhất và cao nhất
chart-effects-subtitle-all = Hệ số nhân xác suất chuyển mỗi năm của { $communes } xã, phường, thị trấn, xếp thứ tự; chấm: trung vị; vạch: khoảng 90 %
chart-effects-above = cả khoảng trên 1
chart-effects-below = cả khoảng dưới 1
chart-effects-open = khoảng chứa 1
chart-ranks-title = Các chuỗi có thống nhất không? Hạng của mẫu theo từng chuỗi
chart-ranks-subtitle = Các tham số có R-hat lớn nhất; cột đều nhau nghĩa là chuỗi đi qua mọi hạng như nhau; nét đứt: phần bằng nhau; { $draws } mẫu
chart-ranks-chain = chuỗi { $chain }
chart-ranks-parameter = { $name } · R-hat { $r-hat }

## Parameters
parameter-exit-income-poor = Thoát nghèo do thu nhập
parameter-exit-income-near-poor = Thoát cận nghèo do thu nhập
parameter-exit-deprivation-poor = Từ hộ nghèo thành cận nghèo
parameter-relapse-near-poor = Tái nghèo từ hộ cận nghèo
parameter-relapse-escaped = Tái nghèo của hộ mới thoát nghèo
parameter-slip-escaped = Hộ mới thoát nghèo thành cận nghèo
parameter-slip-secure = Hộ ngoài danh sách thành cận nghèo
parameter-arise-near-poor = Phát sinh nghèo từ hộ cận nghèo
parameter-arise-secure = Phát sinh nghèo từ hộ ngoài danh sách
parameter-in-area = { $parameter } · { $area }
parameter-other-areas = các xã còn lại
parameter-class-exit-income = thoát nghèo do thu nhập
parameter-class-exit-deprivation = từ nghèo thành cận nghèo
parameter-class-relapse = tái nghèo
parameter-class-slip = rơi vào cận nghèo
parameter-class-arise = phát sinh nghèo
parameter-commune-spread = Chênh lệch giữa các xã · { $class }
parameter-effect = { $instrument } · { $class }
parameter-year-spread-exits = Năm tốt, năm xấu riêng của xã · thoát
parameter-year-spread-falls = Năm tốt, năm xấu riêng của xã · rơi vào
level-province = toàn tỉnh
level-cohort = nhóm xã
level-district = huyện
level-commune = xã

## Transition shares from stocks
stocks-title = Tỷ lệ chuyển dịch mỗi năm suy từ số cuối kỳ { $first }–{ $last }: { $states } trạng thái, { $transitions } lần chuyển, năm nào cũng như nhau
stocks-no-return = Không trạng thái nào trở lại trạng thái trước nó.
stocks-constrained = Tỷ lệ phù hợp nhất: không âm, mỗi dòng cộng đủ 100 %. Tổng bình phương sai số của tỷ trọng: { $sum }.
stocks-unconstrained = Nếu bỏ ràng buộc đó, bình phương nhỏ nhất cho (tổng bình phương sai số { $sum }):
stocks-outside = Kết quả này ra ngoài miền tỷ lệ: { $count } trong { $all } ô âm hoặc vượt 100 %: { $entries }. Chỉ có số cuối kỳ thì không biết hộ nào chuyển đi đâu; tỷ lệ phù hợp nhất có được là nhờ ràng buộc.
stocks-inside = Kết quả này cũng là tỷ lệ hợp lệ.
stocks-undetermined = Nếu bỏ ràng buộc đó thì không có lời giải duy nhất: số năm quá ít hoặc các năm quá giống nhau; các tỷ lệ khác có thể phù hợp không kém các tỷ lệ trên.
stocks-from = Từ \ đến
stocks-entry = { $from } → { $to } { $share }

## Switches
terminal-why = Cản trở lớn nhất: nếu “{ $obstacle }” thì giảm thêm { $gain } điểm/năm. Tiền hoàn hảo thêm { $money } và đưa xác suất lên { $p } %.
switch-as-planned = Như kế hoạch
switch-no-money = Không có tiền của chương trình
switch-no-relapse = Không hộ nào tái nghèo
switch-no-ceiling = Không giới hạn độ bao phủ
switch-money-in-january = Tiền về đủ từ tháng 1
switch-labour-for-all = Hộ nào cũng có lao động
switch-perfect-money = Tiền hoàn hảo: tháng 1, giải ngân hết, bao phủ hết

## Official form (TT 07/2021)
form-title-poor = Tổng hợp diễn biến hộ nghèo năm { $year }
form-title-near-poor = Tổng hợp diễn biến hộ cận nghèo năm { $year }
form-note = Giá trị kỳ vọng qua { $replicates } lần mô phỏng của phương án “{ $alternative }” (số lẻ là bình thường). Dòng Nhân khẩu = số hộ × { $persons } người/hộ.
form-sheet-poor = { $year } hộ nghèo
form-sheet-near-poor = { $year } hộ cận nghèo
form-number = TT
form-place = Địa bàn
form-unit = Đơn vị
form-households = Hộ
form-persons = Nhân khẩu
form-province = Toàn tỉnh
form-poor-1 = Số hộ nghèo đầu kỳ
form-poor-left = Thoát nghèo
form-poor-2 = Trở thành hộ cận nghèo
form-poor-3 = Vượt chuẩn cận nghèo
form-poor-5 = Hộ cận nghèo trở thành hộ nghèo
form-poor-6 = Tái nghèo
form-poor-9 = Số hộ nghèo cuối kỳ
form-near-poor-1 = Số hộ cận nghèo đầu kỳ
form-near-poor-left = Thoát cận nghèo
form-near-poor-2 = Trở thành hộ nghèo
form-near-poor-3 = Vượt chuẩn cận nghèo
form-near-poor-5 = Hộ nghèo trở thành hộ cận nghèo
form-near-poor-6 = Tái cận nghèo
form-near-poor-9 = Số hộ cận nghèo cuối kỳ
form-other-decrease = Số hộ khác giảm
form-added = Bổ sung
form-newly-arisen = Phát sinh mới
form-other-increase = Số hộ khác tăng

## Columns of the data files
column-alternative = Phương án (mã trong kịch bản)
column-target = Mục tiêu: bộ/nhóm xã; bộ/all là mọi mục tiêu của bộ cùng đạt
column-cohort = Nhóm xã cố định mà mục tiêu nói tới; trống = mọi mục tiêu của bộ
column-standard = Chuẩn nghèo: qd59 = QĐ 59/2015/QĐ-TTg, nd07 = NĐ 07/2021/NĐ-CP
column-start-rate-percent = Tỷ lệ hộ nghèo đầu kỳ
column-largest-possible-points-per-year = Mức giảm bình quân lớn nhất có thể về số học
column-arithmetic = Số học: possible = có thể, out_of_reach = ngoài tầm với
column-p-floor = Xác suất đạt mức sàn
column-p-floor-low = Cận dưới khoảng tin cậy 95 % của xác suất đạt mức sàn (Wilson; Student t nếu là integrated)
column-p-floor-high = Cận trên khoảng tin cậy 95 % của xác suất đạt mức sàn (Wilson; Student t nếu là integrated)
column-p-top = Xác suất đạt mức trên
column-p-top-low = Cận dưới khoảng tin cậy 95 % của xác suất đạt mức trên (Wilson; Student t nếu là integrated)
column-p-top-high = Cận trên khoảng tin cậy 95 % của xác suất đạt mức trên (Wilson; Student t nếu là integrated)
column-verdict = Kết luận theo xác suất đạt mức sàn; out_of_reach do số học
column-replicates = Số lần mô phỏng
column-estimator = Cách ước lượng xác suất: simulated = tỷ lệ số lần mô phỏng, integrated = trung bình xác suất khi đã lấy kỳ vọng theo hộ
column-p-floor-standard-error = Sai số chuẩn Monte Carlo của xác suất đạt mức sàn
column-p-floor-equivalent-replicates = Số lần mô phỏng có cùng sai số chuẩn của xác suất đạt mức sàn; trống = không biến thiên
column-p-top-standard-error = Sai số chuẩn Monte Carlo của xác suất đạt mức trên
column-p-top-equivalent-replicates = Số lần mô phỏng có cùng sai số chuẩn của xác suất đạt mức trên; trống = không biến thiên
column-year = Năm (rà soát tháng 12)
column-quantity = Đại lượng
column-unit = Đơn vị của dòng
column-mean = Trung bình qua các lần mô phỏng
column-sd = Độ lệch chuẩn qua các lần mô phỏng
column-p05 = Phân vị 5 %
column-p25 = Phân vị 25 %
column-p50 = Trung vị
column-p75 = Phân vị 75 %
column-p95 = Phân vị 95 %
column-mc-se = Sai số chuẩn Monte Carlo của trung bình
column-origin = Nguồn gốc số liệu: official = chính thức, assumption = giả định, synthetic = số liệu mô phỏng
column-commune-code = Mã xã (5 chữ số)
column-commune-name = Tên xã, phường, thị trấn
column-district-code = Mã huyện
column-district-name = Tên huyện
column-households-mean = Tổng số hộ, trung bình
column-poor-households-mean = Số hộ nghèo, trung bình
column-poor-households-sd = Số hộ nghèo, độ lệch chuẩn
column-poor-households-p05 = Số hộ nghèo, phân vị 5 %
column-poor-households-p50 = Số hộ nghèo, trung vị
column-poor-households-p95 = Số hộ nghèo, phân vị 95 %
column-poor-rate-percent-mean = Tỷ lệ hộ nghèo, trung bình
column-near-poor-households-mean = Số hộ cận nghèo, trung bình
column-readiness-points-mean = Điểm tăng thêm về mức sẵn sàng ra khỏi danh sách xã ĐBKK, trung bình
column-level = Cấp: district = huyện, commune = xã
column-place-code = Mã xã hoặc mã huyện
column-place-name = Tên xã hoặc huyện
column-source = Nguồn vốn
column-component = Dự án, tiểu dự án; trống = chưa phân bổ
column-amount-dong = Số tiền, đồng, nguyên
column-amount-million-vnd = Số tiền, triệu đồng, chính xác
column-switch = Trở ngại được gỡ bỏ; as_planned = như kế hoạch
column-mean-fall-points-per-year = Mức giảm bình quân đạt được
column-difference-points-per-year = Chênh lệch so với kế hoạch, cùng số ngẫu nhiên
column-difference-se = Sai số chuẩn Monte Carlo của chênh lệch
column-uncertainty = Nguồn bất định: parameters = tham số, delivery = giải ngân, environment = môi trường, households = hộ, interactions = tương tác
column-variance-share = Phần phương sai của tỷ lệ hộ nghèo năm cuối do riêng nguồn này
column-standard-error = Sai số chuẩn Monte Carlo của phần phương sai
column-form = Biểu: poor = hộ nghèo, near_poor = hộ cận nghèo
column-households = Tổng số hộ của xã cuối năm, kỳ vọng
column-c1 = Cột 1: số hộ đầu kỳ
column-c2 = Cột 2: chuyển sang danh sách kia
column-c3 = Cột 3: vượt chuẩn cận nghèo
column-c4 = Cột 4: khác giảm
column-c5 = Cột 5: từ danh sách kia chuyển sang
column-c6 = Cột 6: tái nghèo, tái cận nghèo
column-c7 = Cột 7: phát sinh mới
column-c8 = Cột 8: khác tăng
column-c9 = Cột 9: số hộ cuối kỳ = 1−2−3−4+5+6+7+8

## Calibration and back-test
calibration-trust = { $draws } mẫu; R-hat lớn nhất { $rhat } (trên mọi tọa độ { $rhat_all }), số mẫu hữu hiệu nhỏ nhất { $bulk } ở giữa, { $tails } ở đuôi, phân kỳ { $divergences }
calibration-told = Do số liệu quyết định: { $data }, cả hai: { $mixed }, do tiên nghiệm: { $prior } (parameters.csv)
backtest-beats = { $level }: { $count } dự báo tỷ lệ hộ nghèo; sai số trung bình { $mae } điểm, CRPS { $crps }, lệch { $bias }; khoảng 50, 80, 95% chứa { $c50 }, { $c80 }, { $c95 }% số quan sát. Tốt hơn quy tắc đơn giản tốt nhất { $skill }% (giữ nguyên tỷ lệ: { $rate }; giữ nguyên mức giảm: { $fall }).
backtest-loses = { $level }: { $count } dự báo tỷ lệ hộ nghèo; sai số trung bình { $mae } điểm, CRPS { $crps }, lệch { $bias }; khoảng 50, 80, 95% chứa { $c50 }, { $c80 }, { $c95 }% số quan sát. KÉM hơn quy tắc đơn giản tốt nhất { $skill }% (giữ nguyên tỷ lệ: { $rate }; giữ nguyên mức giảm: { $fall }).

## Comparison
comparison-title = { $scenario }: so sánh { $count } phương án với “{ $reference }” trên cùng { $replicates } lần lặp
comparison-chances = Xác suất đạt mức sàn của từng mục tiêu
comparison-alternative = Phương án
comparison-differences = Chênh lệch so với “{ $reference }”: trung bình, khoảng 95 %, và tỷ lệ lần lặp mà phương án tốt hơn
comparison-difference = { $mean } ({ $low } đến { $high }); tốt hơn trong { $better } %
comparison-never-differs = không khác trong lần lặp nào
comparison-variance-cut = Dùng chung số ngẫu nhiên: nếu không, để có khoảng hẹp như vậy phải lặp nhiều gấp { $least } đến { $most } lần.
comparison-money = Kinh phí và số hộ thoát nghèo bền vững { $years } năm (thoát trong { $first }–{ $last })
comparison-spent = Chi, tỷ đồng
comparison-left = Còn lại
comparison-participations = Lượt hộ dự kiến
comparison-lasting = Hộ thoát nghèo bền vững
comparison-added = trong đó nhờ chương trình
comparison-per-added = Triệu đồng mỗi hộ tăng thêm
comparison-not-distinguishable = chưa phân biệt được với 0
comparison-frontier-heading = Chi phí và thoát nghèo bền vững
comparison-frontier = { $alternative }: nằm trên đường hiệu quả
comparison-dominated = { $alternative }: kém hơn { $by } (chi không nhiều hơn, kết quả không kém hơn)
comparison-dominated-by-mix = { $alternative }: kém hơn một phối hợp của { $by }
comparison-rules = Mỗi quy tắc quyết định chọn phương án nào
comparison-rule-target-chance = xác suất cao nhất đạt { $target }
comparison-rule-most-lasting = nhiều hộ thoát nghèo bền vững nhất
comparison-rule-smallest-regret = tiếc nuối lớn nhất là nhỏ nhất (hộ thoát nghèo bền vững)
comparison-rule-maximin = trường hợp xấu nhất là tốt nhất (hộ thoát nghèo bền vững)
comparison-rule-none = không phân biệt được
comparison-agree = Các quy tắc có phân biệt đều chọn: { $alternative }.
comparison-disagree = Các quy tắc không thống nhất: phương án nào tốt nhất tùy theo quy tắc.
comparison-no-programme = Không có chương trình
measure-fall = Mức giảm bình quân, { $cohort }, { $first }–{ $last }
measure-lasting-escapes = Hộ thoát nghèo bền vững, toàn tỉnh
measure-poor-households = Hộ nghèo, toàn tỉnh, cuối năm { $last }
unit-points-per-year = điểm %/năm
unit-households = hộ
chart-differences-title = Mỗi phương án thay đổi được gì
chart-differences-subtitle = Chênh lệch so với “{ $reference }” trên cùng { $replicates } lần lặp; chấm: trung bình; vạch: khoảng 95 % của trung bình
chart-plane-title = Chi phí và số hộ thoát nghèo bền vững tăng thêm
chart-plane-subtitle = Hộ thoát nghèo trong { $first }–{ $last } và bền vững { $years } năm, nhiều hơn so với không có chương trình; vạch: khoảng 95 % của trung bình; nét đứt: đường hiệu quả
chart-plane-cost = Kinh phí đã chi, tỷ đồng
chart-plane-effect = Hộ thoát nghèo bền vững tăng thêm
chart-regret-title = Mất gì nếu không chọn phương án tốt nhất
chart-regret-subtitle = Số hộ thoát nghèo bền vững ít hơn so với phương án tốt nhất của từng lần trong { $replicates } lần lặp
chart-regret-best = Tốt nhất trong, % lần lặp
chart-regret-mean = Tiếc nuối trung bình, hộ
chart-regret-largest = Tiếc nuối lớn nhất, hộ

## Optimisation
optimum-title = { $scenario }: tìm phương án phân bổ tốt hơn. Tiêu chí: { $objective }
objective-lasting-escapes = số hộ thoát nghèo bền vững, nhiều nhất
objective-p-target = xác suất đạt đồng thời các mục tiêu, cao nhất
objective-shortfall = mức thiếu hụt lớn nhất so với mục tiêu, nhỏ nhất
optimum-found = Tìm được “{ $winner }” ({ $way }). So với “{ $reference }” trên cùng { $replicates } lần lặp: { $gain } { $unit } (khoảng 95 % của trung bình: { $low } đến { $high }); tốt hơn trong { $better } % số lần lặp.
optimum-found-not-distinguishable = Tốt nhất trong lần thử là “{ $winner }” ({ $way }), nhưng chưa phân biệt được với “{ $reference }” trên cùng { $replicates } lần lặp: { $gain } { $unit } (khoảng 95 % của trung bình: { $low } đến { $high }); tốt hơn trong { $better } % số lần lặp.
optimum-none-better = Không tìm được phương án nào tốt hơn các phương án đã có. Tốt nhất là “{ $winner }”: so với “{ $reference }” trên cùng { $replicates } lần lặp { $gain } { $unit } (khoảng 95 % của trung bình: { $low } đến { $high }); tốt hơn trong { $better } % số lần lặp.
optimum-reference-is-best = Không tìm được phương án nào tốt hơn phương án tham chiếu “{ $winner }”.
optimum-way-given = phương án đã có trong kịch bản
optimum-way-packages = chọn gói cho từng xã; theo giá của gói, kém tối ưu nhiều nhất { $gap } %
optimum-way-curves = tiền liên tục trên đường cong bão hòa, tối ưu theo giá
optimum-promised = Giá kỳ vọng hứa hẹn { $promised } hộ so với không có chương trình; mô phỏng đo được { $measured } hộ ({ $low } đến { $high }).
optimum-trial = Phương án được chọn qua { $replicates } lần lặp riêng, khác với các lần lặp dùng để đánh giá: mức hơn nêu trên không bị thổi phồng vì lựa chọn.
optimum-scores = Các phương án trên cùng các lần lặp
optimum-score = Tiêu chí, { $unit }
optimum-gain = Hơn/kém tham chiếu (95 %)
optimum-better = Tốt hơn, % lần
optimum-money = Tiền đi đâu, tỷ đồng cả giai đoạn
optimum-component = Nội dung chi
optimum-scenario = Kịch bản có phương án này, chạy được ngay: { $path }
unit-points = điểm %
chart-allocation-title = Tiền phân bổ trước và sau khi tối ưu
chart-allocation-subtitle = Triệu đồng mỗi hộ nghèo đầu kỳ, cả giai đoạn, theo huyện và nội dung chi. Trên: “{ $before }”; dưới: “{ $after }”
chart-allocation-all = Tổng
signed-title = Bảng phân bổ kinh phí năm { $year } theo phương án “{ $alternative }”
signed-note = Đơn vị: đồng. { $sources }
signed-sheet = Năm { $year }
signed-number = STT
signed-place = Huyện / xã
signed-total = Tổng cộng
signed-row-total = Cộng
signed-sums-sheet = Cân đối nguồn
signed-sums-title = Cân đối nguồn vốn: kế hoạch = phân bổ + còn lại
signed-source = Nguồn vốn
signed-year = Năm
signed-envelope = Kế hoạch
signed-allocated = Phân bổ
signed-left = Còn lại
signed-check = Kiểm tra (phải bằng 0)
signed-prepared = NGƯỜI LẬP BẢNG
signed-approved = THỦ TRƯỞNG CƠ QUAN
signed-date = Ngày … tháng … năm …
## Độ nhạy và giá trị thông tin
sensitivity-heading = { $draws } lần rút, { $inputs } yếu tố đầu vào thay đổi, { $alternatives } phương án; kết quả: càng lớn càng tốt.
sensitivity-best = Tốt nhất tính trung bình: { $alternative }, { $mean } (± { $half }).
sensitivity-mean = { $alternative }: { $mean } (± { $half }).
sensitivity-evpi = Biết trước mọi điều, kể cả may rủi, thì chọn lựa được thêm trung bình { $value } (± { $half }): không nghiên cứu nào đáng giá hơn.
sensitivity-evpi-unclear = Biết trước mọi điều thì chọn lựa được thêm trung bình { $value } (± { $half }), không khác 0 rõ rệt: lựa chọn không phụ thuộc vào những gì chưa biết.
sensitivity-evpi-none = Không lần rút nào làm đổi lựa chọn: biết thêm không giúp gì cho lựa chọn này.
sensitivity-worth = Đáng tìm hiểu: { $input }, { $value } (± { $half }).
sensitivity-worth-none = Không yếu tố nào, nếu chỉ biết riêng nó, làm đổi lựa chọn.
sensitivity-worth-all = Mọi yếu tố đầu vào cộng lại: { $value } (± { $half }); phần còn lại là may rủi và những gì không phải đầu vào.
sensitivity-why = { $alternative } thay đổi theo { $inputs }.
sensitivity-why-none = { $alternative }: không yếu tố nào có phần phương sai khác 0 rõ rệt.
sensitivity-share = { $input } ({ $share }, khoảng { $low } đến { $high })
sensitivity-sources = Trong phương sai của { $alternative }, phần riêng, rồi phần kể cả tương tác: { $sources }.
sensitivity-source-parameters = tham số { $first }, { $total }
sensitivity-source-delivery = giải ngân { $first }, { $total }
sensitivity-source-environment = cú sốc, biến cố { $first }, { $total }
sensitivity-source-households = may rủi của hộ { $first }, { $total }
sensitivity-box = { $target } ở { $base } số lần rút. Tỷ lệ đó là { $density } khi { $limits }; vùng này chiếm { $support } số lần rút và chứa { $coverage } số lần không đạt.
sensitivity-box-none = { $target } ở { $base } số lần rút; không vùng đầu vào nào tập trung chúng hơn mức may rủi.
sensitivity-missed = { $alternative } không đạt mục tiêu
input-absorbed = Tỷ lệ giải ngân vốn { $capital }, { $year }
input-in-year = Phần vốn { $capital } giải ngân phát huy ngay trong năm, { $year }
input-overrun = Đội chi phí của vốn { $capital }, { $year }
input-investment = đầu tư
input-recurrent = sự nghiệp
input-shock = Năm thuận lợi hay khó khăn của tỉnh ({ $shock }), { $year }
input-event = { $event }, { $year }
input-baseline = Số hộ nghèo đầu kỳ · { $cohort }
chart-tornado-title = Điều gì làm thay đổi kết quả: { $alternative }
chart-tornado-subtitle = Kết quả trung bình khi một yếu tố ở phần mười thấp nhất và cao nhất, các yếu tố khác vẫn thay đổi; vạch: khoảng Monte Carlo 95 %; { $draws } lần rút
chart-tornado-fall = Mức giảm tỷ lệ hộ nghèo bình quân năm, điểm % · { $cohort }
chart-tornado-low = yếu tố ở phần mười thấp nhất
chart-tornado-high = yếu tố ở phần mười cao nhất
chart-tornado-rest = Hiển thị { $shown } yếu tố ảnh hưởng nhất trong { $all }

## Allocation
allocation-synthetic-detail = Các bảng ghi rõ: số tiền, chi phí hoặc giá trị trong đó được tạo ra để thử; không trích dẫn như số liệu thật.
allocation-most-value = Giá trị lớn nhất với số vốn hiện có
allocation-least-cost = Chi phí thấp nhất để đạt giá trị ít nhất { $target }
allocation-title = { $goal }: chọn gói cho { $chosen } trong { $areas } địa bàn, giá trị { $value }, chi phí { $cost } đồng.
allocation-proven = Khoảng cách đến cận 0: đã chứng minh. Không có cách phân bổ nào tốt hơn; trong các cách tốt như nhau, đây là cách đứng đầu theo quy tắc chọn khi bằng nhau.
allocation-proven-but-for-ties = Khoảng cách đến cận 0: đã chứng minh, nhưng chưa chắc là cách đứng đầu theo quy tắc chọn khi bằng nhau.
allocation-not-proven-value = Khoảng cách đến cận { $gap } giá trị: chưa chứng minh. Có thể tốt hơn nhiều nhất { $gap } (cận: { $bound }).
allocation-not-proven-cost = Khoảng cách đến cận { $gap } chi phí: chưa chứng minh. Có thể rẻ hơn nhiều nhất { $gap } (cận: { $bound } đồng).
allocation-nothing = Không địa bàn nào được chọn gói.
allocation-packages = Các gói được chọn (từng địa bàn: allocation.csv; nguồn nào chi: payments.csv)
allocation-package = Gói
allocation-areas = Số địa bàn
allocation-cost = Chi phí, đồng
allocation-value = Giá trị
allocation-other-packages = { $count } gói khác
allocation-sources = Nguồn vốn; phần còn lại không bắt buộc phải chi hết
allocation-source = Nguồn vốn
allocation-amount = Số vốn, đồng
allocation-paid = Chi
allocation-leftover = Còn lại
allocation-prices-value = Cái giá của từng mức sàn, mức trần và gói ấn định: giá trị sẽ tăng thêm nếu bỏ ràng buộc đó
allocation-prices-cost = Cái giá của từng mức sàn, mức trần và gói ấn định: số tiền sẽ tiết kiệm được nếu bỏ ràng buộc đó
allocation-area = Địa bàn
allocation-constraint = Ràng buộc
allocation-bound = Mức (đồng, gói)
allocation-price-value = Giá trị mất đi
allocation-price-cost = Số đồng tốn thêm
allocation-floor = mức sàn
allocation-cap = mức trần
allocation-lock = gói ấn định
allocation-unproven = { $price } (chưa chứng minh)
allocation-prices-hidden = { $count } ràng buộc khác có cái giá thấp hơn (tổng số { $all }; xem prices.csv).
allocation-prices-free = { $count } trong { $all } ràng buộc không làm mất gì.

## Minimum money
budget-title = { $scenario }: cần bao nhiêu tiền để đạt “{ $target }” với xác suất { $wanted } %, giữ cách phân bổ của “{ $alternative }”?
budget-already-met = ĐÃ ĐẠT mà không cần tiền của chương trình.
budget-met = ĐẠT ĐƯỢC.
budget-not-with-any-money = KHÔNG ĐẠT, DÙ BAO NHIÊU TIỀN.
budget-why-already-met = Không có đồng nào, xác suất đã là { $zero }.
budget-why-met = Cần khoảng { $money } tỷ đồng cả giai đoạn (khoảng 95 %: { $low } đến { $high }), gấp { $multiple } lần số tiền { $own } tỷ đồng của phương án.
budget-no-end = không có giới hạn trong phạm vi đã thử
budget-why-arithmetic = { $cohort }: tỷ lệ hộ nghèo đầu kỳ là { $start } %, nên dù không còn hộ nghèo nào, mức giảm bình quân { $years } năm nhiều nhất là { $largest } điểm/năm, thấp hơn mức { $floor } điểm/năm của mục tiêu.
budget-why-delivery = Tiền nhiều nhất đã thử ({ $most } tỷ đồng), giải ngân và bao phủ như thực tế, cho xác suất { $unlimited }; tiền hoàn hảo thì được { $perfect }. Cái vướng là giải ngân và độ bao phủ, không phải số tiền.
budget-why-hazards = Tiền nhiều nhất đã thử ({ $most } tỷ đồng) cho xác suất { $unlimited }; ngay cả khi mọi đồng về từ tháng 1 và mọi hộ đủ điều kiện đều được hỗ trợ, xác suất cũng chỉ là { $perfect }. Cái vướng là tốc độ thoát nghèo và tái nghèo mà các hỗ trợ này thay đổi được.
budget-doubtful = Số lần lặp chưa đủ để chắc: khoảng tin cậy của xác suất còn chứa mức yêu cầu.
budget-curve = Xác suất theo số tiền
budget-money = Tỷ đồng
budget-multiple = Gấp mấy lần
budget-as-delivered = Giải ngân như thực tế
budget-in-january = Tiền về đủ từ tháng 1
budget-obstacles = Với số tiền nhiều nhất, bỏ từng trở ngại thì xác suất là
budget-note = Mỗi mức tiền sống qua cùng { $replicates } lần lặp; trong ngoặc là khoảng Wilson 95 %.
chart-budget-title = Bao nhiêu tiền thì đạt: { $target }
chart-budget-subtitle = Xác suất đạt mức sàn khi nhân số tiền của “{ $alternative }”, giữ cách phân bổ; dải: khoảng 95 %; { $replicates } lần lặp; trục tiền giãn ở đầu
chart-budget-wanted = yêu cầu: { $p } %
chart-budget-chance = Xác suất, %
chart-budget-money = Kinh phí cả giai đoạn, tỷ đồng

## Workbook
book-summary = Tóm tắt
book-charts = Biểu đồ
book-table = Bảng { $file }
book-cut = Chỉ { $rows } dòng đầu; toàn bộ ở { $file }
book-target = Mục tiêu
book-alternative = Phương án
book-verdict = Kết luận
book-p = Xác suất đạt mức sàn
book-p-low = Cận dưới 95 %
book-p-high = Cận trên 95 %
book-fan = Tỷ lệ hộ nghèo, %: { $cohort } (phương án tham chiếu)
book-money = Kinh phí theo nội dung, triệu đồng cả giai đoạn

## The local page
serve-title = Nếu phân bổ khác đi thì sao?
serve-lead = Kéo thanh trượt, đổi mục tiêu, rồi chạy: cùng những lần mô phỏng cho cả hai phương án.
serve-language = English
serve-base = Bắt đầu từ phương án
serve-against = So sánh với
serve-name = Tên (a-z, 0-9, _, -)
serve-run = Chạy
serve-cancel = Dừng
serve-save = Lưu thành kịch bản
serve-download-toml = Tải kịch bản (TOML)
serve-download-xlsx = Tải Excel
serve-download-json = Tải kết quả (JSON)
serve-money = Tiền theo nội dung và nguồn vốn
serve-money-hint = Phần của mỗi nguồn, cả giai đoạn. Không nguồn nào vượt 100 %; nguồn chỉ chi được nội dung mà quy định cho phép.
serve-source-used = Đã dùng
serve-districts = Trọng số theo huyện
serve-districts-hint = 1 = như phương án gốc; 2 = mỗi xã của huyện được tính gấp đôi.
serve-targets = Mục tiêu, điểm %/năm
serve-targets-hint = Mức sàn phải đạt.
serve-results = Kết quả
serve-no-results = Chưa chạy.
serve-running = Đang chạy
serve-quick = Kết quả nhanh, đang làm chính xác hơn
serve-done = Xong
serve-cancelled = Đã dừng
serve-failed = Không chạy được
serve-saved = Đã lưu cạnh kịch bản gốc
serve-chances = Xác suất đạt mức sàn
serve-target = Mục tiêu
serve-differences = Chênh lệch so với phương án kia
serve-measure = Đại lượng
serve-mean = Trung bình
serve-interval = Khoảng 95 %
serve-better = Tốt hơn trong
serve-spent = Chi, tỷ đồng
serve-left = Còn lại
serve-reset = Đặt lại
serve-stale = Đã đổi sau lần chạy này
